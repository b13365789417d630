import { id, Wallet } from 'ethers'
import { expect, it } from 'vitest'
import { decodeOperators, encodeQuorum, maskOf, signersIn, signersOf } from '../../../core/ledger/quorum.ts'
import {
  digestOf,
  ledgerDomain,
  lockMessage,
  panelMessage,
  proposalMessage,
  structHash,
  typesOf,
} from '../../../core/ledger/typed-data.ts'

const wallets = [1, 2, 3].map((n) => new Wallet(id(`operator ${n}`)))
const list = wallets.map(({ address }) => address)
const domain = ledgerDomain(31_337n, '0x00000000000000000000000000000000000000aa')
const request = {
  project: 1,
  labelsRoot: id('root'),
  secretHash: id('seed'),
  annotators: '0x00000001',
  items: '0x00',
}
const message = lockMessage(5, request)
const digest = digestOf(domain, message)

const sign = async (...indexes: number[]) => {
  const signed = indexes.map(async (index) => {
    const wallet = wallets[index] ?? Wallet.createRandom()
    const signature = await wallet.signTypedData(domain, typesOf(message.type), message.value)
    return { operator: wallet.address, signature }
  })
  return Promise.all(signed)
}

it('packs signatures in the order of the list and recovers who signed', async () => {
  const quorum = encodeQuorum(list, await sign(2, 0))
  expect(quorum.signatures).toHaveLength(2 + 2 * 2 * 65)
  expect(decodeOperators(quorum.operators)).toEqual(list)
  expect(signersOf(digest, quorum)).toEqual([0, 2])
})

it('accepts no signature twice, of another message, of another operator or cut short', async () => {
  const [one, two] = await sign(0, 1)
  if (!one || !two) throw new Error('unsigned')
  expect(signersOf(digest, encodeQuorum(list, [one, one]))).toBeNull()
  expect(signersOf(digestOf(domain, lockMessage(6, request)), encodeQuorum(list, [one, two]))).toBeNull()
  const stolen = { operator: list[2] ?? '', signature: one.signature }
  expect(signersOf(digest, encodeQuorum(list, [stolen]))).toBeNull()
  const whole = encodeQuorum(list, [one])
  expect(signersOf(digest, { ...whole, signatures: whole.signatures.slice(0, -2) })).toBeNull()
  const foreign = { operator: Wallet.createRandom().address, signature: one.signature }
  expect(() => encodeQuorum(list, [foreign])).toThrow(RangeError)
})

it('signs every argument of a lock', () => {
  const others = [
    lockMessage(6, request),
    lockMessage(5, { ...request, project: 2 }),
    lockMessage(5, { ...request, labelsRoot: id('other') }),
    lockMessage(5, { ...request, secretHash: id('other') }),
    lockMessage(5, { ...request, annotators: '0x00000002' }),
    lockMessage(5, { ...request, items: '0x01' }),
  ]
  expect(new Set([message, ...others].map(structHash)).size).toBe(7)
})

it('signs every argument of a proposal and of a panel', () => {
  const messages = [
    proposalMessage(5, id('inner'), '0x01', id('seed')),
    proposalMessage(6, id('inner'), '0x01', id('seed')),
    proposalMessage(5, id('other'), '0x01', id('seed')),
    proposalMessage(5, id('inner'), '0x02', id('seed')),
    proposalMessage(5, id('inner'), '0x01', id('other')),
    panelMessage(5, [id('item')], '0x01', id('seed')),
    panelMessage(6, [id('item')], '0x01', id('seed')),
    panelMessage(5, [id('other')], '0x01', id('seed')),
    panelMessage(5, [id('item')], '0x02', id('seed')),
    panelMessage(5, [id('item')], '0x01', id('other')),
  ]
  expect(new Set(messages.map(structHash)).size).toBe(10)
})

it('keeps signers as the bits of a mask', () => {
  expect(maskOf([0, 2, 7])).toBe(0b1000_0101)
  expect(signersIn(0b1000_0101)).toEqual([0, 2, 7])
})
