import { auditAnnotator, auditSeat } from '../book/audit.ts'
import { accountIn, type Batch, seatIn } from '../book/book.ts'
import { disputeBond } from '../book/dispute-bond.ts'
import { giveToProject } from '../book/funds.ts'
import { spendOwn } from '../book/people.ts'
import { paramsOf } from '../book/settle-batch.ts'
import { drawSeats } from '../draw.ts'
import { checkQuestion } from './check-question.ts'
import { checkTime, compareUnits } from './compare.ts'
import type { EventArgs, Step } from './event.ts'
import { type BatchRecord, type Difference, differs, type Handlers, putBatch, type Replay } from './replay.ts'

/** What the court may do to batches before and after they are decided. */
export const courtSteps: Handlers<'ItemFlagged' | 'AuditSlashed'> = {
  ItemFlagged: flag,
  AuditSlashed: audit,
}

const who = (batch: number) => `batch ${batch}`

function flag(replay: Replay, args: EventArgs['ItemFlagged'], step: Step): Difference[] {
  const { batch: id, item, account, bond, toExperts } = args
  const { book } = replay
  const batch = book.batches.get(id)
  if (!batch) return differs('verify.unknownBatch', { batch: id, event: step.event.name })
  const panel = batch.word.state === 'panel'
  const { flagged, word } = batch
  const again = (panel ? flagged.panel : flagged.first).has(item)
  putBatch(replay, id, {
    word: { ...word, open: word.open + (again ? 0 : 1) },
    flagged: {
      first: panel ? flagged.first : new Set([...flagged.first, item]),
      panel: panel || toExperts ? new Set([...flagged.panel, item]) : flagged.panel,
      notMine: toExperts ? new Set([...flagged.notMine, item]) : flagged.notMine,
    },
  })
  const timely = checkTime(step, who(id), { until: word.end - 1 })
  if (account === 0) {
    const { question } = step.evidence
    const questioned = question ? checkQuestion(replay, id, question) : []
    return [...timely, ...compareUnits(step, who(id), bond, 0n), ...questioned]
  }
  spendOwn(book, account, bond, step.at)
  book.disputeFund += bond
  const { free, debt } = accountIn(book, account)
  const computed = disputeBond(paramsOf(book, word), panel ? 2 : 1)
  return [
    ...timely,
    ...compareUnits(step, `account ${account}`, bond, free < debt ? bond + free - debt : computed),
  ]
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
