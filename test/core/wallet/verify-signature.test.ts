import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEther, toQuantity, Wallet } from 'ethers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LocalChain, startLocalChain } from '../../../core/chain/anvil.ts'
import { type ChainClient, connectChain } from '../../../core/chain/client.ts'
import { createChainReader } from '../../../core/chain/read-code.ts'
import type { ChainReader } from '../../../core/wallet/verify-signature.ts'
import { verifySignature } from '../../../core/wallet/verify-signature.ts'
import { type ContractWallets, openContractWallets } from '../../support/wallet/contract-wallets.ts'

const MESSAGE = 'link me'

let folder: string
let local: LocalChain
let client: ChainClient
let chain: ChainReader
let wallets: ContractWallets

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tagora-verify-'))
  local = await startLocalChain(folder)
  client = await connectChain(local.url, 0)
  chain = createChainReader(client)
  const payer = newKey().connect(client.provider)
  await client.provider.send('anvil_setBalance', [payer.address, toQuantity(parseEther('1'))])
  wallets = await openContractWallets(payer)
})
afterAll(async () => {
  client.close()
  await local.stop()
  await rm(folder, { recursive: true })
})

const newKey = () => new Wallet(Wallet.createRandom().privateKey)
const verify = (address: string, signature: string, message = MESSAGE) =>
  verifySignature(chain, { address, message, signature })

describe('a signature', () => {
  test('of a key is right for its address and message alone', async () => {
    const [owner, other] = [newKey(), newKey()]
    const signature = await owner.signMessage(MESSAGE)
    expect(await verify(owner.address, signature)).toBe('key')
    expect(await verify(other.address, signature)).toBeNull()
    expect(await verify(owner.address, signature, 'another message')).toBeNull()
  })

  test('of a contract wallet is what the contract says of it', async () => {
    const [owner, other] = [newKey(), newKey()]
    const address = await wallets.deploy(owner)
    expect(await verify(address, await owner.signMessage(MESSAGE))).toBe('contract')
    expect(await verify(address, await other.signMessage(MESSAGE))).toBeNull()
    expect(await verify(address, '0x')).toBeNull()
  })

  test('of a contract wallet that is not deployed yet says how to deploy it, and deploys nothing', async () => {
    const [owner, other] = [newKey(), newKey()]
    const { address, wrap } = wallets.plan(owner)
    expect(await verify(address, wrap(await owner.signMessage(MESSAGE)))).toBe('undeployed')
    expect(await verify(address, wrap(await other.signMessage(MESSAGE)))).toBeNull()
    expect(await verify(address, await owner.signMessage(MESSAGE))).toBeNull()
    expect(await verify(other.address, wrap(await owner.signMessage(MESSAGE)))).toBeNull()
    expect(await client.provider.getCode(address)).toBe('0x')
  })

  test('that is none is refused without asking the chain', async () => {
    const asked: string[] = []
    const silent: ChainReader = {
      ...chain,
      run: async (code) => {
        asked.push(code)
        return '0x00'
      },
    }
    const { address } = newKey()
    for (const signature of ['', 'yes', '0x0', '0xzz', `0x${'00'.repeat(20_000)}`]) {
      expect(await verifySignature(silent, { address, message: MESSAGE, signature })).toBeNull()
    }
    expect(asked).toEqual([])
    expect(await verify(address, `0x${'ff'.repeat(65)}`)).toBeNull()
  })

  test('of a contract cannot be judged while the chain is away', async () => {
    const gone = createChainReader(await connectChain(local.url, 0))
    const { address } = newKey()
    await local.stop()
    const signature = `0x${'11'.repeat(65)}`
    await expect(verifySignature(gone, { address, message: MESSAGE, signature })).rejects.toMatchObject({
      code: 'chain.unreachable',
    })
  })
})
