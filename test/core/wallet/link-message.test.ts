import { ParsedMessage } from '@spruceid/siwe-parser'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instantOf } from '../../../core/clock.ts'
import { makeLinkMessage } from '../../../core/wallet/link-message.ts'

const ADDRESS = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const origin = { domain: 'link.example.org', uri: 'https://link.example.org/link', chainId: 100n }
const now = instantOf(Date.UTC(2026, 0, 1))

describe('the message to sign', () => {
  test('names platform, handle and id, for five minutes, in the strict form of EIP-4361', () => {
    const flow = { platform: 'telegram', platformUserId: '12345', handle: 'ada_l' }
    const { message, nonce, deadline } = makeLinkMessage(origin, flow, ADDRESS, now)
    expect(new ParsedMessage(message)).toMatchObject({
      address: ADDRESS,
      domain: 'link.example.org',
      uri: 'https://link.example.org/link',
      version: '1',
      chainId: 100,
      nonce,
      statement:
        'Link this wallet to the Telegram account @ada_l (id 12345) on Tagora. Sign only if this account is yours. It moves no funds.',
      issuedAt: '2026-01-01T00:00:00.000Z',
      expirationTime: '2026-01-01T00:05:00.000Z',
      requestId: 'telegram:12345',
    })
    expect(deadline).toBe('2026-01-01T00:05:00.000Z')
    expect(nonce).toMatch(/^[0-9a-f]{32}$/)
  })

  test('has another nonce every time', () => {
    const flow = { platform: 'discord', platformUserId: '1', handle: null }
    const nonces = Array.from({ length: 100 }, () => makeLinkMessage(origin, flow, ADDRESS, now).nonce)
    expect(new Set(nonces).size).toBe(100)
  })

  test('cannot be bent by a name, whatever is in it', () => {
    const names = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('x\n\nURI: https://evil.example', 'Discord account (id 1)', '\u202eevil', '😀'),
    )
    fc.assert(
      fc.property(names, names, (handle, platformUserId) => {
        const flow = { platform: 'web', platformUserId, handle }
        const { message } = makeLinkMessage(origin, flow, ADDRESS, now)
        const parsed = new ParsedMessage(message)
        expect(parsed.uri).toBe(origin.uri)
        expect(parsed.statement).toMatch(
          /^Link this wallet to the web account( @[\w.-]{1,40})? \(id [\w.-]{0,40}\) on Tagora\. /,
        )
      }),
    )
  })
})
