import { afterEach, beforeEach, expect, test } from 'vitest'
import { noticeBlocks } from '../../commands/notice-blocks.ts'
import { screenText } from '../../commands/text.ts'
import { plusMs } from '../../core/clock.ts'
import { closeReview } from '../../core/consensus/close-review.ts'
import { tendCases } from '../../core/consensus/experts/tend-cases.ts'
import { type AccountId, type BatchId, type ItemId, type NotificationId, newId } from '../../core/ids.ts'
import type { Notification } from '../../core/notifications/notification.ts'
import type { Project } from '../../core/projects/project.ts'
import { setNotMine, setOutcomes } from '../../core/store/batches.ts'
import { insertRoleOfPerson } from '../../core/store/roles.ts'
import { findRound, updateRound } from '../../core/store/rounds.ts'
import { claimItem } from '../../core/tasks/claim-item.ts'
import { submitAnnotation } from '../../core/tasks/submit-annotation.ts'
import { translator } from '../../locales/translate.ts'
import { type Chat, textOf } from '../support/chat.ts'
import { type HandClock, itemRow } from '../support/community.ts'
import type { TestDatabase } from '../support/databases.ts'
import { insertLoneBatch } from '../support/insert-lone-batch.ts'
import { openPeerChat } from '../support/peer-chat.ts'

const HOUR_MS = 3_600_000
const UNCLEAR = 'Unclear: nobody is wrong'

let database: TestDatabase
let clock: HandClock
let chat: Chat
let project: Project
let itemId: ItemId
let batchId: BatchId

const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)

beforeEach(async () => {
  ;({ database, clock, chat, project } = await openPeerChat())
  await bringToExperts()
})
afterEach(() => database.close())

/** Ada says yes; the ledger waits for the experts' verdict. */
async function bringToExperts(): Promise<void> {
  const ada = await chat.person('ada')
  batchId = newId<BatchId>()
  await inTrx(async (trx) => {
    const { assignmentId, item } = await claimItem(trx, clock, ada, {})
    await submitAnnotation(trx, clock, ada, { assignmentId, label: 'yes', platform: 'web' })
    itemId = item.id
    const endsAt = plusMs(clock.now(), 48 * HOUR_MS)
    await insertLoneBatch(trx, clock, project, { id: batchId, number: 7, state: 'experts', endsAt, itemId })
    const round = await findRound(trx, itemId)
    await updateRound(trx, { ...round, itemState: 'expert' }, clock.now())
  })
  await tendCases(database.store, clock)
  const { personId } = await chat.person('eve')
  await inTrx((trx) => insertRoleOfPerson(trx, { personId, role: 'expert', grantedAt: clock.now() }))
}

const end = (outcome: 'unclear' | 'void') =>
  inTrx(async (trx) => {
    await setOutcomes(trx, batchId, new Map([[0, outcome]]))
    await closeReview(trx, clock, project, { itemId, outcome })
  })
const rulings = () => inTrx((trx) => trx.selectFrom('rulings').selectAll().execute())
const inboxOf = async (name: string) => textOf(await chat.command('inbox', name))

test('an expert can say that an item is unclear, and is told what that means for people', async () => {
  const screen = await chat.command('expert', 'eve')
  expect(textOf(screen)).toContain('more than one answer can be defended: nobody is wrong')
  const why = await chat.tap(screen, UNCLEAR, 'eve')
  expect(textOf(await chat.tap(why, 'Both answers can be defended', 'eve'))).toContain('enough experts agree')
  expect(await rulings()).toMatchObject([{ label: null, unclear: 1 }])
  // The ledger has the last word.
  expect((await inTrx((trx) => itemRow(trx, itemId))).state).toBe('expert')
  await end('unclear')
  expect((await inTrx((trx) => itemRow(trx, itemId))).state).toBe('undecided')
  expect(textOf(await chat.command('mywork', 'ada'))).toContain(
    'Yes – unclear: nobody is wrong, and everybody who answered is paid',
  )
  expect(await inboxOf('ada')).toMatch(
    /The experts say that an item you worked on is unclear: nobody is wrong[\s\S]*Both answers can be defended/,
  )
  expect(textOf(await chat.command('expert', 'eve'))).toContain('No item waits')
})

test('whoever answered is told how long the ledger waits for the experts', async () => {
  const [told] = await inTrx((trx) =>
    trx.selectFrom('notifications').select('params').where('kind', '=', 'item.toExperts').execute(),
  )
  expect(JSON.parse(told?.params ?? '{}')).toEqual({ count: 1, deadline: plusMs(clock.now(), 48 * HOUR_MS) })
})

test('a reason in words of one’s own goes with it too', async () => {
  await chat.tap(await chat.command('expert', 'eve'), UNCLEAR, 'eve')
  await chat.type('because it depends on who reads it', 'eve')
  expect(await rulings()).toMatchObject([{ label: null, unclear: 1, reason: 'it depends on who reads it' }])
})

test('that it cannot be decided is still another thing to say', async () => {
  const why = await chat.tap(await chat.command('expert', 'eve'), 'It cannot be decided', 'eve')
  await chat.tap(why, 'It is evident', 'eve')
  expect(await rulings()).toMatchObject([{ label: null, unclear: 0 }])
  await end('void')
  expect(await inboxOf('ada')).toContain('cannot be decided, so nobody earns or loses anything on it')
})

test('what experts do not decide in time is unclear, and whoever answered is told so', async () => {
  await end('unclear')
  expect(await inboxOf('ada')).toMatch(
    /did not decide an item you worked on in time. So it counts as unclear/,
  )
})

test('it is not offered, nor taken, where somebody says that an answer is not theirs', async () => {
  await inTrx((trx) => setNotMine(trx, batchId, 0, true))
  const screen = await chat.command('expert', 'eve')
  expect((screen?.buttons ?? []).flat().map(({ label }) => label)).not.toContain(UNCLEAR)
  expect(textOf(screen)).not.toContain('more than one answer can be defended')
  const rule = { item: itemId, unclear: 'yes', reason: 'evident' }
  expect(textOf(await chat.command('expert-rule', 'eve', rule))).toContain('This item cannot be unclear')
  expect(await rulings()).toEqual([])
})

test('it is not offered once the ledger has paid', async () => {
  await inTrx((trx) => trx.updateTable('batches').set({ state: 'closed' }).execute())
  const screen = await chat.command('expert', 'eve')
  expect((screen?.buttons ?? []).flat().map(({ label }) => label)).not.toContain(UNCLEAR)
})

const WHO = { id: 'one' as NotificationId, accountId: 'ann' as AccountId }

function worded(notice: Notification, locale = 'en'): string {
  return screenText(noticeBlocks(translator(locale), { tokenSymbol: 'LABEL' } as never, notice))
}

test('people are told in plain words that a doubtful verdict is looked at again, and who does it', () => {
  const params = { count: 1, stage: 1, deadline: '2026-01-20T10:00:00.000Z' }
  const kind = 'verdict.questioned' as const
  expect(worded({ ...WHO, kind, params })).toMatch(
    /looked at again before anybody loses anything, from .*20.*other and more validators/is,
  )
  expect(worded({ ...WHO, kind, params: { ...params, count: 2, stage: 2 } })).toMatch(
    /2 items.*The experts look at it/s,
  )
  expect(worded({ ...WHO, kind, params }, 'es')).toContain('antes de que nadie pierda nada')
})

test('an appeal of an item that is unclear in the end costs nobody anything', () => {
  const params = {
    state: 'returned' as const,
    isOwn: true,
    isFree: false,
    isUnclear: true,
    bondWei: '1000000000000000000',
    wonWei: '0',
  }
  const kind = 'appeal.closed' as const
  expect(worded({ ...WHO, kind, params })).toMatch(/ended with the item unclear.*bond of 1 LABEL comes back/s)
  expect(worded({ ...WHO, kind, params: { ...params, isOwn: false } })).toContain(
    'it is unclear: nobody is wrong',
  )
})
