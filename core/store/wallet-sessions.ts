import type { Instant } from '../clock.ts'
import type { Trx } from './database.ts'

/** What the owner of a wallet allows to be bound of their stake. */
export interface WalletSession {
  /** Nothing more is bound from then on. */
  readonly endsAt: Instant
  /** The most that one annotation may bind, in wei. */
  readonly perLabelWei: bigint
}

interface SessionRow {
  readonly session_ends: Instant | null
  readonly session_label_wei: string | null
}

/** Stores the limits of an account of the ledger; null when it is no longer known what they are. */
export async function setSession(
  trx: Trx,
  ledgerAccount: number,
  session: WalletSession | null,
): Promise<void> {
  await trx
    .updateTable('wallets')
    .set(rowOfSession(session))
    .where('ledger_account', '=', ledgerAccount)
    .execute()
}

/** The columns that hold limits; {@link sessionOfRow} is its inverse. */
export function rowOfSession(session: WalletSession | null): SessionRow {
  return {
    session_ends: session?.endsAt ?? null,
    session_label_wei: session && String(session.perLabelWei),
  }
}

/** The limits in a row of a wallet; null when none were seen. */
export function sessionOfRow({
  session_ends: endsAt,
  session_label_wei: perLabel,
}: SessionRow): WalletSession | null {
  return endsAt === null ? null : { endsAt, perLabelWei: BigInt(perLabel ?? 0) }
}
