import type { Clock } from '../clock.ts'
import { newId } from '../ids.ts'
import { insertAccount, type KnownIdentity, lockIdentity, refreshIdentity } from '../store/accounts.ts'
import type { Trx } from '../store/database.ts'
import type { Account } from './account.ts'
import { grantRole } from './grant-role.ts'

/** Who sent an event, as their platform says. */
export interface Visitor {
  readonly platform: string
  readonly userId: string
  readonly name: string
  /** Language of a new account: one of our locales. */
  readonly locale: string
  readonly directChannelId?: string | undefined
  readonly isModerator: boolean
}

/**
 * The account of whoever sent an event, made at the first one. Its row stays locked until the end of
 * the transaction, so that two taps of one person come one after the other.
 */
export async function findOrCreateAccount(trx: Trx, clock: Clock, visitor: Visitor): Promise<Account> {
  const known = await findOrCreate(trx, clock, visitor)
  await refresh(trx, known, visitor)
  const { account } = known
  if (!visitor.isModerator || account.roles.has('moderator')) return account
  await grantRole(trx, clock, account.id, 'moderator')
  return { ...account, roles: new Set([...account.roles, 'moderator'] as const) }
}

async function findOrCreate(trx: Trx, clock: Clock, visitor: Visitor): Promise<KnownIdentity> {
  const known = await lockIdentity(trx, visitor)
  if (known) return known
  await createAccount(trx, clock, visitor)
  // Also right when the identity was moved to another account, or created, by somebody else meanwhile.
  const created = await lockIdentity(trx, visitor)
  if (!created) throw new Error(`no account for ${visitor.platform}:${visitor.userId}`)
  return created
}

async function createAccount(trx: Trx, clock: Clock, visitor: Visitor): Promise<void> {
  const { platform, userId, name, locale, directChannelId = null } = visitor
  await insertAccount(
    trx,
    {
      id: newId(),
      personId: newId(),
      locale,
      consentAt: null,
      roles: new Set(),
      createdAt: clock.now(),
    },
    { platform, userId, displayName: name, directChannelId },
  )
}

async function refresh(trx: Trx, known: KnownIdentity, visitor: Visitor): Promise<void> {
  const directChannelId = visitor.directChannelId ?? known.directChannelId
  const same =
    known.reachable && known.displayName === visitor.name && known.directChannelId === directChannelId
  if (!same) await refreshIdentity(trx, visitor, { displayName: visitor.name, directChannelId })
}
