import type { Instant } from '../clock.ts'
import type { AccountId } from '../ids.ts'
import type { Trx } from './database.ts'

/** Where signatures of experts for the court are kept, from the moment they are asked for. */
export type SignatureTable = 'verdict_signatures' | 'finding_signatures'

/** What an expert is to sign, and with which wallet. */
export interface SignatureRequest {
  readonly digest: string
  readonly address: string
  readonly accountId: AccountId
}

/** What every row begins with that asks for a signature. */
export function askedRow({ digest, address, accountId }: SignatureRequest, askedAt: Instant) {
  return { digest, address, account_id: accountId, asked_at: askedAt, signature: null, signed_at: null }
}

/** The signatures given for a digest, by address. */
export async function signaturesOf(
  trx: Trx,
  table: SignatureTable,
  digest: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await trx
    .selectFrom(table)
    .select(['address', 'signature'])
    .where('digest', '=', digest)
    .where('signature', 'is not', null)
    .execute()
  return new Map(rows.map((row) => [row.address, row.signature ?? '']))
}

/** Keeps a signature that was asked for; the first one stays. */
export async function keepSignature(
  trx: Trx,
  table: SignatureTable,
  { digest, address }: Pick<SignatureRequest, 'digest' | 'address'>,
  { signature, signedAt }: { readonly signature: string; readonly signedAt: Instant },
): Promise<void> {
  await trx
    .updateTable(table)
    .set({ signature, signed_at: signedAt })
    .where('digest', '=', digest)
    .where('address', '=', address)
    .where('signature', 'is', null)
    .execute()
}
