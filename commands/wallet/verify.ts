import type { RecheckedItem } from '../../core/chain/recheck-item.ts'
import { ExpectedError } from '../../core/errors.ts'
import { findBatchItem } from '../../core/store/ledger-answers.ts'
import type { Translate } from '../../locales/messages.ts'
import type { LongCommand } from '../command.ts'
import { heading, list, paragraph } from '../text.ts'
import { ledgerChecks } from './flow-view.ts'
import { drawLines } from './recheck-blocks.ts'

/** Computes one draw and its decision again, and compares them with the chain and with our books. */
export const verify: LongCommand = {
  name: 'verify',
  mode: 'long',
  args: [{ name: 'reference', kind: 'text', required: true }],
  needsConsent: false,
  listed: true,
  run: async ({ store, services, args, t }) => {
    const { batch, position } = placeOf(args.reference ?? '')
    const stored = await store.transaction((trx) => findBatchItem(trx, batch, position))
    const checked = stored && (await ledgerChecks(services).recheck({ batch, position }))
    if (!checked) throw new ExpectedError('verify.noItem', { batch, item: position })
    return async () => ({
      blocks: [
        heading(t('verify.title', { reference: `${batch}.${position}` })),
        list(checkLines(t, checked, stored.outcome)),
        ...(checked.draw ? [paragraph(t('receipt.votes')), list(drawLines(t, checked))] : []),
        paragraph(t('verify.more')),
      ],
      buttons: [],
      ephemeral: true,
    })
  },
}

/** `12.3` is item 3 of batch 12. */
function placeOf(reference: string): { batch: number; position: number } {
  const match = /^(\d{1,9})\.(\d{1,4})$/.exec(reference)
  if (!match) throw new ExpectedError('verify.badReference', { given: reference.slice(0, 40) })
  return { batch: Number(match[1]), position: Number(match[2]) }
}

function checkLines(
  t: Translate,
  { included, draw, committed }: RecheckedItem,
  outcome: string | null,
): string[] {
  const seedHolds = draw ? draw.seedHolds : null
  const seed = { seed: draw?.seed.slice(0, 12) ?? '', block: draw?.seedBlock ?? 0 }
  return [
    t(`verify.check.included.${mark(included)}`),
    draw ? t(`verify.check.seed.${mark(seedHolds)}`, seed) : t('verify.check.noSeed'),
    t(`verify.check.committed.${mark(committed)}`),
    t(`verify.check.outcome.${mark(agreement(draw?.verdict ?? null, outcome))}`),
  ]
}

function mark(holds: boolean | null): 'yes' | 'no' | 'unknown' {
  if (holds === null) return 'unknown'
  return holds ? 'yes' : 'no'
}

/** Whether our books say what the votes say; null while there is nothing to compare, or a later round decided. */
function agreement(verdict: string | null, outcome: string | null): boolean | null {
  if (verdict === null || verdict === 'open' || outcome === null) return null
  if (outcome !== 'accepted' && outcome !== 'rejected') return null
  return verdict === outcome
}
