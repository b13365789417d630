import { ExpectedError } from '../../errors.ts'
import type { AccountId } from '../../ids.ts'
import type { GoldOrigin } from '../../items/item.ts'
import type { Account } from '../../people/account.ts'
import type { Project } from '../../projects/project.ts'
import type { Trx } from '../../store/database.ts'
import { findRank } from '../../store/ranks.ts'

/** Who says something about gold. */
export interface GoldKeeper {
  /** Null: an operator at the terminal, who speaks for the requester. */
  readonly accountId: AccountId | null
  readonly origin: GoldOrigin
}

/** Who says something about a project's gold: its experts and all moderators may.
 * @throws ExpectedError `command.forbidden` */
export async function goldKeeper(trx: Trx, project: Project, account: Account | null): Promise<GoldKeeper> {
  if (!account) return { accountId: null, origin: 'requester' }
  const stored = await findRank(trx, { projectId: project.id, personId: account.personId })
  if (stored?.rank === 'expert') return { accountId: account.id, origin: 'expert' }
  if (account.roles.has('moderator')) return { accountId: account.id, origin: 'moderator' }
  throw new ExpectedError('command.forbidden', { role: 'moderator' })
}
