import { auditAnnotator, auditSeat } from '../book/audit.ts'
import { accountIn, type Batch, seatIn } from '../book/book.ts'
import { disputeBond } from '../book/dispute-bond.ts'
import { giveToProject } from '../book/funds.ts'
import { writePayout } from '../book/payout.ts'
import { spendOwn } from '../book/people.ts'
import { RULINGS, type Ruling, resolveOpen } from '../book/resolve-open.ts'
import { paramsOf } from '../book/settle-batch.ts'
import { drawSeats } from '../draw.ts'
import { decodeByteList } from '../packed-bytes.ts'
import { checkTime, compareUnits } from './compare.ts'
import type { EventArgs, Step } from './event.ts'
import { type BatchRecord, type Difference, differs, type Handlers, putBatch, type Replay } from './replay.ts'

/** What the court may do to batches, and what anybody may when the experts are silent. */
export const courtSteps: Handlers<'ItemFlagged' | 'VerdictResolved' | 'OpenVoided' | 'AuditSlashed'> = {
  ItemFlagged: flag,
  VerdictResolved: (replay, { batch, verdicts }, step) => rule(replay, batch, rulingsIn(verdicts), step),
  OpenVoided: (replay, { batch }, step) => rule(replay, batch, [], step),
  AuditSlashed: audit,
}

const who = (batch: number) => `batch ${batch}`
const rulingsIn = (hex: string): Ruling[] => decodeByteList(hex).map((code) => RULINGS[code - 1] ?? 'void')

function flag(replay: Replay, args: EventArgs['ItemFlagged'], step: Step): Difference[] {
  const { batch: id, item, account, bond, toExperts } = args
  const { book } = replay
  const batch = book.batches.get(id)
  if (!batch) return differs('verify.unknownBatch', { batch: id, event: step.event.name })
  const panel = batch.word.state === 'panel'
  putBatch(replay, id, {
    word: { ...batch.word, open: batch.word.open + 1 },
    flagged: {
      first: panel ? batch.flagged.first : new Set([...batch.flagged.first, item]),
      panel: panel || toExperts ? new Set([...batch.flagged.panel, item]) : batch.flagged.panel,
    },
  })
  const timely = checkTime(step, who(id), { until: batch.word.end - 1 })
  if (account === 0) return timely
  spendOwn(book, account, bond, step.at)
  book.disputeFund += bond
  const { free, debt } = accountIn(book, account)
  const computed = disputeBond(paramsOf(book, batch.word), panel ? 2 : 1)
  return [
    ...timely,
    ...compareUnits(step, `account ${account}`, bond, free < debt ? bond + free - debt : computed),
  ]
}

/** No rulings: the experts were silent. */
function rule(replay: Replay, id: number, rulings: readonly Ruling[], step: Step): Difference[] {
  const [batch, record] = [replay.book.batches.get(id), replay.records.get(id)]
  if (!batch || !record?.open || record.settled === undefined) {
    return differs('verify.unknownBatch', { batch: id, event: step.event.name })
  }
  const open = { settled: record.settled, open: record.open.items, rulings }
  const ruled = resolveOpen(replay.book, batch, open, step.at)
  writePayout(replay.book, ruled.payout)
  putBatch(replay, id, { word: ruled.word, commitment: ruled.commitment })
  const { end } = batch.word
  return checkTime(step, who(id), step.event.name === 'OpenVoided' ? { from: end + 1 } : { until: end })
}

function audit(replay: Replay, args: EventArgs['AuditSlashed'], step: Step): Difference[] {
  const { batch: id, item, account, units } = args
  const [batch, record] = [replay.book.batches.get(id), replay.records.get(id)]
  if (!batch || !record) return differs('verify.unknownBatch', { batch: id, event: step.event.name })
  const params = paramsOf(replay.book, batch.word)
  const index = record.items[item] ?? -1
  const term = record.terms[index] ?? 1
  const seat = record.annotators[index] === account ? undefined : seatOf(replay, batch, record, args)
  const taken =
    seat === undefined
      ? auditAnnotator(replay.book, { account, params, term }, step.at)
      : auditSeat(replay.book, seat, params)
  giveToProject(replay.book, batch.word.project, taken)
  return compareUnits(step, `account ${account}`, units, taken)
}

/** The seat of an account among those drawn for an item. */
function seatOf(
  { book }: Replay,
  { word }: Batch,
  { proposal }: BatchRecord,
  { item, account }: { item: number; account: number },
): number | undefined {
  const { draws } = paramsOf(book, word)
  const drawn = drawSeats({ seed: proposal?.seed ?? '0x', item, seats: word.nSeats, draws })
  return drawn.find((index) => seatIn(book, index).owner === account)
}
