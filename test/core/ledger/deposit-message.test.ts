import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Contract, ContractFactory, NonceManager, Wallet } from 'ethers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { labelTokenAbi, labelTokenBytecode } from '../../../core/chain/abi/label-token.ts'
import { startLocalChain } from '../../../core/chain/anvil.ts'
import { connectChain } from '../../../core/chain/client.ts'
import { depositMessage } from '../../../core/ledger/deposit-message.ts'
import { structHash } from '../../../core/ledger/typed-data.ts'

const TOKEN = 10n ** 18n
const SESSION_TYPE =
  'Session session)Session(address account,uint256 maxLoss,uint256 maxPerLabel,uint256 expiry,uint256 nonce)'
const person = new Wallet(`0x${'21'.repeat(32)}`)
const relayer = new Wallet(`0x${'22'.repeat(32)}`)

let token: Contract
let chainId: bigint
const closing: (() => unknown)[] = []

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tagora-deposit-'))
  closing.push(() => rm(folder, { recursive: true }))
  const local = await startLocalChain(folder)
  closing.push(local.stop)
  const client = await connectChain(local.url, 0)
  closing.push(client.close)
  const { provider } = client
  chainId = (await provider.getNetwork()).chainId
  await provider.send('anvil_setBalance', [relayer.address, '0x3635c9adc5dea00000'])
  const signer = new NonceManager(relayer.connect(provider))
  const factory = new ContractFactory(labelTokenAbi, labelTokenBytecode, signer)
  const deployed = await factory.deploy(1000n * TOKEN)
  token = new Contract(await deployed.getAddress(), labelTokenAbi, signer)
  await (await token.getFunction('transfer')(person.address, 100n * TOKEN)).wait()
}, 60_000)

afterAll(async () => {
  for (const close of closing.reverse()) await close()
})

test('the token takes the one signed message as payment for exactly this session', async () => {
  const session = {
    account: person.address,
    maxLoss: 20n * TOKEN,
    maxPerLabel: TOKEN,
    expiry: 2_000_000_000,
    nonce: 0n,
  }
  const { domain, types, value } = depositMessage(chainId, await token.getAddress(), {
    from: person.address,
    ledger: relayer.address,
    amount: 50n * TOKEN,
    validAfter: 0,
    validBefore: 2_000_000_000,
    session,
  })
  const signature = await person.signTypedData(domain, types, value)
  const receive = token.getFunction('receiveWithWitness')
  const witness = structHash({ type: 'Session', value: session })
  const paying = (amount: bigint) =>
    [person.address, amount, 0, 2_000_000_000, witness, SESSION_TYPE, signature] as const
  const before: bigint = await token.getFunction('balanceOf')(relayer.address)
  await expect(receive.staticCall(...paying(51n * TOKEN))).rejects.toThrow('ERC3009InvalidSignature')
  await (await receive(...paying(50n * TOKEN))).wait()
  expect(await token.getFunction('balanceOf')(relayer.address)).toBe(before + 50n * TOKEN)
  await expect(receive.staticCall(...paying(50n * TOKEN))).rejects.toThrow('InvalidAccountNonce')
})
