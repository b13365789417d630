import { Interface } from 'ethers'
import type { ContractPlace } from '../../config.ts'
import { callContract } from './call-contract.ts'
import type { PersonhoodCheck } from './signal.ts'

/** Of CrossChainProofOfHumanity (Proof of Humanity v2), which knows the humans of all its chains. */
const abi = new Interface(['function isHuman(address human) view returns (bool)'])

/** All points for an address that Proof of Humanity lists, and none for another. */
export function proofOfHumanity(place: ContractPlace): PersonhoodCheck {
  return {
    signal: 'humanity',
    read: async (address) => {
      const answer = await callContract(place, abi, 'isHuman', [address])
      if (answer.kind === 'reverted') throw new Error('Proof of Humanity refuses to answer')
      return answer.value === true ? 1 : 0
    },
  }
}
