import { createPublicKey, verify } from 'node:crypto'
import { z } from 'zod'

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const DID_PREFIX = 'did:key:z'
/** Multicodec of an Ed25519 public key. */
const ED25519_CODEC = [0xed, 0x01]
const KEY_BYTES = 32

const headerShape = z.object({ alg: z.literal('EdDSA'), typ: z.literal('JWT') })
const payloadShape = z.object({
  iss: z.string().startsWith(DID_PREFIX),
  sub: z.string().min(1),
  aud: z.string(),
  iat: z.number(),
  exp: z.number(),
})

/**
 * The client's id (a did:key) that a connection's JWT proves. Written from the specification, not with the
 * client's own library, which checks the signature alone.
 * @throws Error saying what is wrong with it
 */
export function clientIdOf(jwt: string, relayUrl: string, nowMs: number): string {
  const [header = '', payload = '', signature = '', ...rest] = jwt.split('.')
  if (rest.length > 0 || !header || !payload || !signature) throw new Error('the JWT has not three parts')
  headerShape.parse(readJson(header))
  const { iss, aud, exp } = payloadShape.parse(readJson(payload))
  if (!isSignedBy(iss, `${header}.${payload}`, signature)) throw new Error('the JWT is signed by another key')
  if (aud.replace(/\/$/, '') !== relayUrl) throw new Error(`the JWT is meant for ${aud}`)
  if (exp * 1_000 <= nowMs) throw new Error('the JWT has expired')
  return iss
}

function readJson(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
}

function isSignedBy(iss: string, signed: string, signature: string): boolean {
  const bytes = fromBase58(iss.slice(DID_PREFIX.length))
  const isEd25519 = ED25519_CODEC.every((byte, at) => bytes[at] === byte)
  if (!isEd25519 || bytes.length !== ED25519_CODEC.length + KEY_BYTES)
    throw new Error(`no Ed25519 key: ${iss}`)
  const x = Buffer.from(bytes.slice(ED25519_CODEC.length)).toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  return verify(null, Buffer.from(signed), key, Buffer.from(signature, 'base64url'))
}

/** Reads base58btc; leading zeros do not occur in what is read here. */
function fromBase58(text: string): number[] {
  let number = 0n
  for (const sign of text) {
    const digit = ALPHABET.indexOf(sign)
    if (digit < 0) throw new Error(`no base58: ${text}`)
    number = number * 58n + BigInt(digit)
  }
  const hex = number.toString(16)
  return [...Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')]
}
