import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Contract, ContractFactory, JsonRpcProvider, type Signer } from 'ethers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LocalChain, startLocalChain } from '../../../../core/chain/anvil.ts'
import { humanPassport } from '../../../../core/wallet/personhood/human-passport.ts'
import { proofOfHumanity } from '../../../../core/wallet/personhood/proof-of-humanity.ts'
import { compileSolidity } from '../../../support/compile-solidity.ts'

/** The views of the real contracts that are asked, with their errors (passportxyz/eas-proxy and
 * Proof-Of-Humanity/proof-of-humanity-v2-contracts), and what stands behind them set by hand. */
const source = `
// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

contract Humans {
    mapping(address => bool) public isHuman;

    function set(address human, bool known) external {
        isHuman[human] = known;
    }
}

contract Decoder {
    uint256 public threshold = 200000;
    mapping(address => uint256) private _scores;
    mapping(address => uint64) private _expired;

    error AttestationNotFound();
    error AttestationExpired(uint64 expirationTime);
    error EnforcedPause();

    function set(address user, uint256 score, uint64 expired) external {
        (_scores[user], _expired[user]) = (score, expired);
    }

    function getScore(address user) external view returns (uint256) {
        if (threshold == 1) revert EnforcedPause();
        if (_expired[user] != 0) revert AttestationExpired(_expired[user]);
        if (_scores[user] == 0) revert AttestationNotFound();
        return _scores[user];
    }

    function pause() external {
        threshold = 1;
    }
}
`
const [ANN, BEN, CEM] = ['a1', 'b2', 'c3'].map((byte) => `0x${byte.repeat(20)}`) as [string, string, string]

let folder: string
let chain: LocalChain
let provider: JsonRpcProvider
let signer: Signer
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tagora-personhood-'))
  chain = await startLocalChain(folder)
  provider = new JsonRpcProvider(chain.url, undefined, { cacheTimeout: -1 })
  signer = await provider.getSigner(0)
})
afterAll(async () => {
  provider.destroy()
  await chain.stop()
  await rm(folder, { recursive: true })
})

const contracts = compileSolidity(source)
async function deploy(name: string): Promise<{ contract: Contract; address: string }> {
  const { abi, bytecode } = contracts[name] ?? { abi: [], bytecode: '' }
  const deployed = await new ContractFactory(abi, bytecode, signer).deploy()
  await deployed.waitForDeployment()
  const address = await deployed.getAddress()
  return { contract: new Contract(address, abi, signer), address }
}
async function send(contract: Contract, name: string, ...args: unknown[]): Promise<void> {
  await (await contract.getFunction(name).send(...args)).wait()
}

test('Proof of Humanity: listed or not, also after being removed', async () => {
  const { contract, address } = await deploy('Humans')
  await send(contract, 'set', ANN, true)
  const check = proofOfHumanity({ rpcUrl: chain.url, address })
  expect([await check.read(ANN), await check.read(BEN)]).toEqual([1, 0])
  await send(contract, 'set', ANN, false)
  expect(await check.read(ANN)).toBe(0)
})

describe('Human Passport', () => {
  test('counts in proportion to its threshold, and not at all without a valid score', async () => {
    const { contract, address } = await deploy('Decoder')
    await send(contract, 'set', ANN, 350_000, 0)
    await send(contract, 'set', BEN, 50_000, 0)
    const check = humanPassport({ rpcUrl: chain.url, address })
    expect([await check.read(ANN), await check.read(BEN), await check.read(CEM)]).toEqual([1, 0.25, 0])
    await send(contract, 'set', ANN, 350_000, 1_700_000_000)
    expect(await check.read(ANN)).toBe(0)
  })

  test('another revert is no answer about the person', async () => {
    const { contract, address } = await deploy('Decoder')
    await send(contract, 'pause')
    await expect(humanPassport({ rpcUrl: chain.url, address }).read(ANN)).rejects.toThrow('refuses to answer')
  })
})

test('a place without such a contract, or without a node, is no answer either', async () => {
  const { address } = await deploy('Humans')
  await expect(humanPassport({ rpcUrl: chain.url, address }).read(ANN)).rejects.toThrow()
  await expect(proofOfHumanity({ rpcUrl: chain.url, address: CEM }).read(ANN)).rejects.toThrow()
  const nowhere = proofOfHumanity({ rpcUrl: 'http://127.0.0.1:9', address })
  await expect(nowhere.read(ANN)).rejects.toThrow()
})
