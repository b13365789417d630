import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Instant, plusMs } from '../../core/clock.ts'
import { tellVerdicts } from '../../core/consensus/appeals/tell-verdicts.ts'
import { ledgerReviews } from '../../core/consensus/ledger-reviews.ts'
import { openReview } from '../../core/consensus/open-review.ts'
import { type BatchId, type ItemId, newId } from '../../core/ids.ts'
import type { Account } from '../../core/people/account.ts'
import type { Project } from '../../core/projects/project.ts'
import { putPayment } from '../../core/store/payments.ts'
import { putQuestion } from '../../core/store/questions.ts'
import { type Chat, textOf } from '../support/chat.ts'
import { type HandClock, MINUTE_MS } from '../support/community.ts'
import type { TestDatabase } from '../support/databases.ts'
import { insertLoneBatch } from '../support/insert-lone-batch.ts'
import { openPeerChat, type PeerChat, seatsOf } from '../support/peer-chat.ts'

let database: TestDatabase
let clock: HandClock
let chat: Chat
let answer: PeerChat['answer']
let project: Project
let itemId: ItemId
let deadline: Instant

const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)

beforeEach(async () => {
  ;({ database, clock, chat, project, answer } = await openPeerChat())
  itemId = (await answer(await chat.person('ada'), 'yes')).itemId
  await propose(['no', 'no', 'yes'])
})
afterEach(() => database.close())

/** Validators label the item, and their votes stand on the ledger for an hour. */
async function propose(labels: readonly string[]): Promise<void> {
  const batchId = newId<BatchId>()
  deadline = plusMs(clock.now(), 60 * MINUTE_MS)
  const validators = await Promise.all(labels.map((_, index) => chat.person(`validator-${index}`)))
  const seats = seatsOf(validators)
  await inTrx(async (trx) => {
    const batch = { id: batchId, number: 1, state: 'proposed', endsAt: deadline, itemId } as const
    await insertLoneBatch(trx, clock, project, batch)
    await putQuestion(trx, { batchId, stage: 1, positions: [], state: 'none' }, clock.now())
    await openReview(trx, clock, { project, batchId, itemId, round: 1, stage: 1, seats })
  })
  for (const [index, label] of labels.entries()) await answer(validators[index] as Account, label)
}

test('a verdict against somebody is shown with votes, guideline, money and time, and is contested with a reason', async () => {
  await tellVerdicts(database.store, clock)
  const inbox = await chat.command('inbox', 'ada')
  expect(textOf(inbox)).toContain('The votes go against you on 1 item')
  const screen = await chat.tap(inbox, 'See them', 'ada')
  const text = textOf(screen)
  for (const words of [
    'You said Yes; the votes are against the first answer',
    '1 for the first answer, 2 against it, 0 without a side',
    'Yes: It is so',
    'you lose 0.2 LABEL',
    'with a bond of 2.315 LABEL',
    'Your first appeal is free',
  ]) {
    expect(text).toContain(words)
  }
  const why = await chat.tap(screen, 'Appeal 1', 'ada')
  expect(textOf(why)).toContain('Why should others look at it again?')
  expect(textOf(await chat.tap(why, 'The guideline says so', 'ada'))).toMatch(
    /on its way to the court[\s\S]*come back whatever comes of it[\s\S]*Other and more validators/,
  )
  expect(textOf(await chat.command('appeal', 'ada'))).toContain('It is contested already')
})

test('what is looked at again as it is doubtful is told otherwise, and needs no appeal', async () => {
  await inTrx((trx) =>
    trx.updateTable('questions').set({ positions: '[0]', state: 'taken' }).where('stage', '=', 1).execute(),
  )
  await tellVerdicts(database.store, clock)
  expect(textOf(await chat.command('inbox', 'ada'))).not.toContain('The votes go against you')
  const screen = await chat.command('appeal', 'ada')
  expect(textOf(screen)).toContain('others look at it')
  expect((screen?.buttons ?? []).flat().map(({ label }) => label)).not.toContain('Appeal 1')
})

test('whoever voted against the verdict can contest it too, in words of their own', async () => {
  const mine = await chat.command('mywork', 'validator-2')
  expect(textOf(mine)).toContain('The votes go against you on 1 item, and it is not final yet')
  await chat.type('appeal 1 the sender is known', 'validator-2')
  const [filed] = await inTrx((trx) => trx.selectFrom('appeals').selectAll().execute())
  expect(filed).toMatchObject({
    reason: 'the sender is known',
    stage: 1,
    verdict: 'rejected',
    state: 'asked',
  })
})

test('each answer of one\u2019s own is shown with outcome, votes, guideline and money, the votes once they are final', async () => {
  const before = await chat.tap(await chat.command('mywork', 'ada'), '1', 'ada')
  expect(textOf(before)).toContain('Yes \u2013 still open')
  expect(textOf(before)).not.toContain('for the first answer')
  expect(before?.buttons.flat().map(({ label }) => label)).toEqual(['See them', 'Back to my work'])
  await inTrx(async (trx) => {
    const annotation = await trx
      .selectFrom('annotations')
      .select(['id', 'account_id'])
      .where('role', '=', 'annotator')
      .executeTakeFirstOrThrow()
    const { id: batchId } = await trx.selectFrom('batches').select('id').executeTakeFirstOrThrow()
    await trx.updateTable('batch_items').set({ outcome: 'rejected' }).execute()
    await trx.updateTable('batches').set({ state: 'closed', closed_at: clock.now() }).execute()
    await ledgerReviews.close(trx, clock, { itemId, outcome: 'rejected' })
    await putPayment(trx, {
      annotationId: annotation.id,
      batchId,
      accountId: annotation.account_id,
      rewardWei: 0n,
      shareWei: 0n,
      slashWei: 2n * 10n ** 17n,
      transactionHash: '0xabc',
      paidAt: clock.now(),
    })
  })
  const list = await chat.command('mywork', 'ada')
  expect(textOf(list)).toContain(
    '1. Yes \u2013 the votes are final, but no label won; the item is labeled anew \u00b7 \u22120.2 LABEL',
  )
  const text = textOf(await chat.type('mywork 1', 'ada'))
  for (const words of [
    '1 for the first answer, 2 against it, 0 without a side',
    'The guideline (you answered by version 1) says:',
    'Yes: It is so',
    'lost = 0.2 LABEL',
    '1.0',
    '0xabc',
  ]) {
    expect(text).toContain(words)
  }
  expect(textOf(await chat.type('mywork 9', 'ada'))).toContain('a number from 1 to 1')
})

test('whom the votes confirm, and whoever comes too late, has nothing to contest', async () => {
  expect(textOf(await chat.command('appeal', 'validator-0'))).toContain('No verdict against you')
  clock.advance(61 * MINUTE_MS)
  expect(textOf(await chat.command('appeal', 'ada'))).toContain('No verdict against you')
  expect(textOf(await chat.type('appeal 1 too late', 'ada'))).toContain('no such verdict')
})
