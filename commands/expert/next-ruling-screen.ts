import { nextAudit } from '../../core/consensus/audits/next-audit.ts'
import { nextCase } from '../../core/consensus/experts/next-case.ts'
import type { TapContext } from '../command.ts'
import type { Block, ScreenDraft } from '../screen.ts'
import { auditScreen } from './audit-screen.ts'
import { caseScreen } from './case-screen.ts'

/** What an expert is to rule on next, below `before`: first what waits for a decision, then audits. */
export async function nextRulingScreen(
  { trx, account, t }: Pick<TapContext, 'trx' | 'account' | 't'>,
  before: readonly Block[] = [],
): Promise<ScreenDraft> {
  const open = await nextCase(trx, account)
  const audit = open ? null : await nextAudit(trx, account)
  return audit ? auditScreen(t, audit, before) : caseScreen(t, open, before)
}
