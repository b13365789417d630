import { afterEach, beforeEach, expect, test } from 'vitest'
import { ledgerReviews } from '../../core/consensus/ledger-reviews.ts'
import { openReview } from '../../core/consensus/open-review.ts'
import { type BatchId, type ItemId, newId } from '../../core/ids.ts'
import type { Account } from '../../core/people/account.ts'
import type { Project } from '../../core/projects/project.ts'
import { type Chat, textOf } from '../support/chat.ts'
import { addItems, type HandClock } from '../support/community.ts'
import type { TestDatabase } from '../support/databases.ts'
import { insertLoneBatch } from '../support/insert-lone-batch.ts'
import { openPeerChat, type PeerChat, seatsOf } from '../support/peer-chat.ts'

let database: TestDatabase
let clock: HandClock
let chat: Chat
let answer: PeerChat['answer']
let project: Project
let itemId: ItemId

const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)

beforeEach(async () => {
  ;({ database, clock, chat, project, answer } = await openPeerChat({
    labels: ['perhaps', 'both'],
    resubmit: { tries: 1 },
  }))
  itemId = (await answer(await chat.person('ada'), 'yes')).itemId
  await reject(['no', 'perhaps', 'both'])
})
afterEach(() => database.close())

/** Validators say these labels, and the ledger rejects the answer. */
async function reject(labels: readonly string[]): Promise<void> {
  const batchId = newId<BatchId>()
  const validators = await Promise.all(labels.map((_, index) => chat.person(`validator-${index}`)))
  const seats = seatsOf(validators)
  await inTrx(async (trx) => {
    const batch = { id: batchId, number: 1, state: 'proposed', endsAt: null, itemId } as const
    await insertLoneBatch(trx, clock, project, batch)
    await openReview(trx, clock, { project, batchId, itemId, round: 1, stage: 1, seats })
  })
  for (const [index, label] of labels.entries()) await answer(validators[index] as Account, label)
  await inTrx(async (trx) => {
    await trx.updateTable('batch_items').set({ outcome: 'rejected' }).execute()
    await ledgerReviews.close(trx, clock, { itemId, outcome: 'rejected' })
  })
}

test('the notice leads to the item with the reasons, and what is answered then is saved like any other answer', async () => {
  const inbox = await chat.command('inbox', 'ada')
  expect(textOf(inbox)).toContain('You may fix it and submit it again until')
  await addItems(database.store, project, 60)
  for (let count = 0; count < 60; count++) await answer(await chat.person('ada'), 'yes')
  const task = await chat.tap(inbox, 'Fix and resubmit', 'ada')
  for (const words of [
    'Once more, with a stake and a reward of its own',
    '0 for the first answer, 3 against it, 0 without a side',
    'Yes: It is so',
    'Yes or no?',
    'Text number 1',
  ]) {
    expect(textOf(task)).toContain(words)
  }
  expect(textOf(await chat.tap(task, 'No', 'ada'))).toContain('Saved: No')
  expect(textOf(await chat.tap(inbox, 'Fix and resubmit', 'ada'))).toContain('does not wait for you any more')
})

test('mywork offers it too, to nobody else, and while it is kept', async () => {
  const one = await chat.tap(await chat.command('mywork', 'ada'), '1', 'ada')
  expect(textOf(await chat.tap(one, 'Fix and resubmit', 'ada'))).toContain('Yes or no?')
  const other = await chat.tap(await chat.command('mywork', 'validator-0'), '1', 'validator-0')
  expect(other?.buttons.flat().map(({ label }) => label)).toEqual(['Back to my work'])
})
