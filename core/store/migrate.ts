import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { m0001First } from './migrations/m0001-first.ts'
import { m0002Belief } from './migrations/m0002-belief.ts'
import { m0003Gold } from './migrations/m0003-gold.ts'
import { m0004Draws } from './migrations/m0004-draws.ts'
import { m0005Standings } from './migrations/m0005-standings.ts'
import { m0006WalletLinks } from './migrations/m0006-wallet-links.ts'
import { m0007Batches } from './migrations/m0007-batches.ts'
import { m0008GoldLife } from './migrations/m0008-gold-life.ts'
import { m0009Dispatch } from './migrations/m0009-dispatch.ts'
import { m0010Personhood } from './migrations/m0010-personhood.ts'
import { m0011Training } from './migrations/m0011-training.ts'
import { m0012Validators } from './migrations/m0012-validators.ts'
import { m0013WalletWishes } from './migrations/m0013-wallet-wishes.ts'
import { m0014Receipts } from './migrations/m0014-receipts.ts'
import { m0015GoldObjections } from './migrations/m0015-gold-objections.ts'
import { m0016Experts } from './migrations/m0016-experts.ts'
import { m0017PersonSettings } from './migrations/m0017-person-settings.ts'
import { m0018OrdinaryItems } from './migrations/m0018-ordinary-items.ts'
import { m0019Appeals } from './migrations/m0019-appeals.ts'
import { m0020ExpertLessons } from './migrations/m0020-expert-lessons.ts'
import { m0021Audits } from './migrations/m0021-audits.ts'
import { m0022RestingItems } from './migrations/m0022-resting-items.ts'
import { m0023GroupVotes } from './migrations/m0023-group-votes.ts'
import { m0024VerdictSignatures } from './migrations/m0024-verdict-signatures.ts'
import { m0025Breakers } from './migrations/m0025-breakers.ts'
import { m0026Resubmissions } from './migrations/m0026-resubmissions.ts'
import { m0027FindingSignatures } from './migrations/m0027-finding-signatures.ts'
import { m0028WaitingAudits } from './migrations/m0028-waiting-audits.ts'
import { m0029WalletSessions } from './migrations/m0029-wallet-sessions.ts'
import { m0030Unclear } from './migrations/m0030-unclear.ts'
import { m0031PersonTies } from './migrations/m0031-person-ties.ts'
import { m0032UntoldTies } from './migrations/m0032-untold-ties.ts'
import type { Tables } from './schema.ts'

const migrations: Record<string, Migration> = {
  '0001-first': m0001First,
  '0002-belief': m0002Belief,
  '0003-gold': m0003Gold,
  '0004-draws': m0004Draws,
  '0005-standings': m0005Standings,
  '0006-wallet-links': m0006WalletLinks,
  '0007-batches': m0007Batches,
  '0008-gold-life': m0008GoldLife,
  '0009-dispatch': m0009Dispatch,
  '0010-personhood': m0010Personhood,
  '0011-training': m0011Training,
  '0012-validators': m0012Validators,
  '0013-wallet-wishes': m0013WalletWishes,
  '0014-receipts': m0014Receipts,
  '0015-gold-objections': m0015GoldObjections,
  '0016-experts': m0016Experts,
  '0017-person-settings': m0017PersonSettings,
  '0018-ordinary-items': m0018OrdinaryItems,
  '0019-appeals': m0019Appeals,
  '0020-expert-lessons': m0020ExpertLessons,
  '0021-audits': m0021Audits,
  '0022-resting-items': m0022RestingItems,
  '0023-group-votes': m0023GroupVotes,
  '0024-verdict-signatures': m0024VerdictSignatures,
  '0025-breakers': m0025Breakers,
  '0026-resubmissions': m0026Resubmissions,
  '0027-finding-signatures': m0027FindingSignatures,
  '0028-waiting-audits': m0028WaitingAudits,
  '0029-wallet-sessions': m0029WalletSessions,
  '0030-unclear': m0030Unclear,
  '0031-person-ties': m0031PersonTies,
  '0032-untold-ties': m0032UntoldTies,
}

/** Brings the schema up to date; each migration succeeds whole or leaves nothing behind. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}
