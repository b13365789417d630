import { askForAudit } from '../../core/consensus/breaker/ask-for-audit.ts'
import type { BreakerReport } from '../../core/consensus/breaker/breaker-report.ts'
import { endBreaker } from '../../core/consensus/breaker/end-breaker.ts'
import { findBreaker, readBreakers } from '../../core/consensus/breaker/read-breakers.ts'
import { ExpectedError } from '../../core/errors.ts'
import type { Translate } from '../../locales/messages.ts'
import type { TapCommand, TapContext } from '../command.ts'
import type { Block, ButtonDraft, ScreenDraft } from '../screen.ts'
import { heading, list, paragraph, plainText } from '../text.ts'
import { dateTime } from '../wallet/date-time.ts'

/** Breakers that fit into a message. */
const SHOWN = 5
/** Longest and shortest reason, in characters. */
const LONGEST = 300
const SHORTEST = 3
const project = { name: 'project', kind: 'text', required: true } as const
const number = { name: 'number', kind: 'text', required: true } as const
const moderatorsOnly = { mode: 'tap', role: 'moderator', needsConsent: false, listed: true } as const

/** What is held back in a project because unusually many answers were rejected, with the evidence. */
export const breakerList: TapCommand = {
  ...moderatorsOnly,
  name: 'breaker list',
  args: [project],
  run: (context) => breakerScreen(context, context.args.project ?? ''),
}

/** Has experts look at further rejected answers. */
export const breakerAudit: TapCommand = {
  ...moderatorsOnly,
  name: 'breaker audit',
  args: [project, number],
  run: async (context) => {
    const { trx, clock, args, t } = context
    const { project: slug = '' } = args
    const { project: asking, breaker } = await findBreaker(trx, slug, args.number ?? '')
    const count = await askForAudit(trx, clock, asking, { breaker, wanted: 'further' })
    const said = count > 0 ? t('breaker.asked', { count }) : t('breaker.nothingToAsk')
    return await breakerScreen(context, slug, [paragraph(said)])
  },
}

/** Lets go what is held back, with a reason. */
export const breakerResume: TapCommand = {
  ...moderatorsOnly,
  name: 'breaker resume',
  args: [project, number, { name: 'words', kind: 'words', required: false }],
  run: async (context) => {
    const { trx, clock, account, args, t } = context
    const { project: slug = '', words = '' } = args
    const { breaker } = await findBreaker(trx, slug, args.number ?? '')
    if (words.trim().length < SHORTEST) {
      throw new ExpectedError('breaker.why', { project: slug, number: args.number ?? '' })
    }
    const reason = words.trim().slice(0, LONGEST)
    const end = { outcome: 'resumed', closedBy: account.id, reason } as const
    if (!(await endBreaker(trx, clock, breaker, end)))
      throw new ExpectedError('breaker.none', { project: slug })
    return await breakerScreen(context, slug, [
      paragraph(t('breaker.resumed', { count: breaker.held.count })),
    ])
  },
}

async function breakerScreen(
  { trx, t }: Pick<TapContext, 'trx' | 't'>,
  slug: string,
  before: readonly Block[] = [],
): Promise<ScreenDraft> {
  const { breakers, project: found } = await readBreakers(trx, slug)
  const words = { project: found.slug }
  if (breakers.length === 0) {
    return { blocks: [...before, paragraph(t('breaker.empty', words))], buttons: [], ephemeral: true }
  }
  const shown = breakers.slice(0, SHOWN)
  return {
    blocks: [
      ...before,
      heading(t('breaker.title', words)),
      ...shown.flatMap((one, index) => reportBlocks(t, one, String(index + 1))),
      paragraph(t('breaker.how', words)),
    ],
    buttons: shown.map((_, index): ButtonDraft[] => {
      const args = { project: found.slug, number: String(index + 1) }
      return [{ label: plainText(t('breaker.audit', args)), command: 'breaker audit', args }]
    }),
    ephemeral: true,
  }
}

function reportBlocks(t: Translate, one: BreakerReport, shown: string): Block[] {
  const { name, rejected, total, held, audits, state, trippedAt } = one
  const counts = { rejected, total, number: shown }
  return [
    paragraph(name === null ? t('breaker.project', counts) : t('breaker.person', { ...counts, name })),
    list([
      t('breaker.since', { at: dateTime(t, trippedAt) }),
      held.until === null
        ? t('breaker.holdsNothing')
        : t('breaker.holds', { count: held.count, due: dateTime(t, held.until) }),
      t('breaker.audits', { ...audits }),
      ...(state === 'doubted' ? [t('breaker.doubted')] : []),
    ]),
  ]
}
