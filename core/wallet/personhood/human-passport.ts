import { Interface } from 'ethers'
import type { ContractPlace } from '../../config.ts'
import { type ContractAnswer, callContract } from './call-contract.ts'
import type { PersonhoodCheck } from './signal.ts'

/** Of the decoder of Human Passport (GitcoinPassportDecoder); it reverts where there is no valid score. */
const abi = new Interface([
  'function getScore(address user) view returns (uint256)',
  'function threshold() view returns (uint256)',
  'error AttestationNotFound()',
  'error AttestationExpired(uint64 expirationTime)',
])
const WITHOUT_SCORE = ['AttestationNotFound', 'AttestationExpired']

/** Points in proportion to the score, all of them from the threshold on from which Passport calls somebody human. */
export function humanPassport(place: ContractPlace): PersonhoodCheck {
  return {
    signal: 'passport',
    read: async (address) => {
      const answer = await callContract(place, abi, 'getScore', [address])
      if (answer.kind === 'reverted' && WITHOUT_SCORE.includes(answer.error ?? '')) return 0
      const score = numberOf(answer)
      const threshold = numberOf(await callContract(place, abi, 'threshold'))
      if (threshold <= 0) throw new Error('Human Passport has no threshold')
      return Math.min(1, score / threshold)
    },
  }
}

function numberOf(answer: ContractAnswer): number {
  if (answer.kind === 'reverted') throw new Error('Human Passport refuses to answer')
  return Number(answer.value)
}
