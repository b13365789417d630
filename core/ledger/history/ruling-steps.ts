import { writePayout } from '../book/payout.ts'
import { inSilence, RULINGS, type Ruling, resolveOpen } from '../book/resolve-open.ts'
import type { OpenItem } from '../open-items.ts'
import { decodeByteList } from '../packed-bytes.ts'
import { checkTime } from './compare.ts'
import type { Step } from './event.ts'
import { type Difference, differs, type Handlers, putBatch, type Replay } from './replay.ts'

/** How items end that no peers could decide. */
export const rulingSteps: Handlers<'VerdictResolved' | 'OpenVoided'> = {
  VerdictResolved: (replay, { batch, verdicts }, step) => rule(replay, batch, verdicts, step),
  OpenVoided: (replay, { batch, outcomes }, step) => rule(replay, batch, outcomes, step),
}

/** The experts' rulings count as they are; what follows from their silence is computed, whatever is stated of it. */
function rule(replay: Replay, id: number, codes: string, step: Step): Difference[] {
  const [batch, record] = [replay.book.batches.get(id), replay.records.get(id)]
  if (!batch || !record?.open || record.settled === undefined) {
    return differs('verify.unknownBatch', { batch: id, event: step.event.name })
  }
  const { items: open } = record.open
  const stated = decodeByteList(codes).map((code): Ruling => RULINGS[code - 1] ?? 'void')
  const silent = inSilence(replay.book, batch, open)
  const silence = step.event.name === 'OpenVoided'
  const ended = { settled: record.settled, ...(silence ? silent : { open, rulings: stated }) }
  const { payout, word, commitment } = resolveOpen(replay.book, batch, ended, step.at)
  writePayout(replay.book, payout)
  putBatch(replay, id, { word, commitment })
  const { end } = batch.word
  return [
    ...checkTime(step, `batch ${id}`, silence ? { from: end + 1 } : { until: end }),
    ...wrongRuling(id, open, { stated, silent: silent.rulings, silence }),
  ]
}

interface Rulings {
  readonly stated: readonly Ruling[]
  /** How the items end without a verdict. */
  readonly silent: readonly Ruling[]
  readonly silence: boolean
}

/** The first item that could not end as it is stated: experts may say anything but that what somebody says is not theirs
 * is unclear. */
function wrongRuling(
  batch: number,
  open: readonly OpenItem[],
  { stated, silent, silence }: Rulings,
): Difference[] {
  for (const [index, { item }] of open.entries()) {
    const [one = 'void', other = 'void'] = [stated[index], silent[index]]
    const wrong = silence ? one !== other : one === 'unclear' && other === 'void'
    if (wrong) return differs('verify.ruling', { batch, item, stated: one, computed: other })
  }
  return []
}
