import { resolvePanel, skipPanel } from '../book/panel.ts'
import { writePayout } from '../book/payout.ts'
import { proposePanel } from '../book/propose.ts'
import { paramsOf } from '../book/settle-batch.ts'
import { PANEL_SETTLE_TIME } from '../deadlines.ts'
import { decodeVotes } from '../packed-bytes.ts'
import { panelMessage } from '../typed-data.ts'
import { checkSigned } from './check-signed.ts'
import { checkTime, compareTimes } from './compare.ts'
import { compareOpenItems } from './compare-open-items.ts'
import { drawnVotes } from './drawn-votes.ts'
import type { EventArgs, Step } from './event.ts'
import { type Difference, differs, type Handlers, putBatch, putRecord, type Replay } from './replay.ts'

/** The second round of peers. */
export const panelSteps: Handlers<'PanelProposed' | 'PanelResolved'> = {
  PanelProposed: propose,
  PanelResolved: resolve,
}

const who = (batch: number) => `batch ${batch}`

function propose(
  replay: Replay,
  { batch: id, seed, end }: EventArgs['PanelProposed'],
  step: Step,
): Difference[] {
  const { panel: call, seedBlockHash } = step.evidence
  const [batch, record] = [replay.book.batches.get(id), replay.records.get(id)]
  if (!batch || !record?.open || record.settled === undefined) {
    return differs('verify.unknownBatch', { batch: id, event: step.event.name })
  }
  if (!call || !seedBlockHash) return differs('verify.callMissing', { batch: id, call: 'proposePanel' })
  const message = panelMessage(id, record.open.words, call.votes, call.seed)
  const signed = checkSigned(replay, { batch: id, call: 'proposePanel' }, message, call)
  const open = { settled: record.settled, seed: record.open.seed, openItems: record.open.words }
  const proposed = proposePanel(
    replay.book,
    batch,
    { open, votes: call.votes, seedBlockHash, ...signed },
    step.at,
  )
  putBatch(replay, id, proposed)
  putRecord(replay, id, {
    open: { ...record.open, seed: proposed.seed },
    panel: { votes: call.votes, items: record.open.items },
  })
  return [
    ...signed.differences,
    ...checkTime(step, who(id), { until: batch.word.end }),
    ...(seed === proposed.seed && call.seed === seed ? [] : differs('verify.seed', { batch: id })),
    ...compareTimes(step, who(id), end, proposed.word.end),
  ]
}

/** In time the panel's votes decide; after that the open items go to the experts as they are. */
function resolve(
  replay: Replay,
  { batch: id, openItems }: EventArgs['PanelResolved'],
  step: Step,
): Difference[] {
  const [batch, record] = [replay.book.batches.get(id), replay.records.get(id)]
  if (!batch || !record?.open || record.settled === undefined) {
    return differs('verify.unknownBatch', { batch: id, event: step.event.name })
  }
  const { seed, items: open } = record.open
  const { end } = batch.word
  const last = batch.word.state === 'panel' ? end + PANEL_SETTLE_TIME : end
  const panel = { settled: record.settled, seed, open }
  if (step.at.timestamp > last || !record.panel) {
    const skipped = skipPanel(batch, panel)
    putBatch(replay, id, { word: skipped.word, commitment: skipped.commitment })
    putRecord(replay, id, { open: { seed, items: skipped.open, words: skipped.openItems } })
    return [...checkTime(step, who(id), { from: last + 1 }), ...compareOpenItems(id, openItems, skipped)]
  }
  const votes = decodeVotes(record.panel.votes, paramsOf(replay.book, batch.word).panelDraws)
  const resolved = resolvePanel(replay.book, batch, { ...panel, votes }, step.at)
  const drawn = drawnVotes(replay.book, batch.word, resolved.outcomes)
  writePayout(replay.book, resolved.payout)
  putBatch(replay, id, { word: resolved.word, commitment: resolved.commitment })
  putRecord(replay, id, {
    open: { seed, items: resolved.open, words: resolved.openItems },
    drawn: [...(record.drawn ?? []), ...drawn],
  })
  return [...checkTime(step, who(id), { from: end }), ...compareOpenItems(id, openItems, resolved)]
}
