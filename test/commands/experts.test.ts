import { afterEach, beforeEach, expect, test } from 'vitest'
import { closeReview } from '../../core/consensus/close-review.ts'
import { tendCases } from '../../core/consensus/experts/tend-cases.ts'
import { openReview } from '../../core/consensus/open-review.ts'
import { type BatchId, type ItemId, newId } from '../../core/ids.ts'
import type { Account } from '../../core/people/account.ts'
import type { Project } from '../../core/projects/project.ts'
import { insertRoleOfPerson } from '../../core/store/roles.ts'
import { type Chat, textOf } from '../support/chat.ts'
import { type HandClock, itemRow } from '../support/community.ts'
import type { TestDatabase } from '../support/databases.ts'
import { openPeerChat, type PeerChat, seatsOf } from '../support/peer-chat.ts'

const HOUR_MS = 3_600_000

let database: TestDatabase
let clock: HandClock
let chat: Chat
let answer: PeerChat['answer']
let project: Project
let itemId: ItemId

const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)

beforeEach(async () => {
  ;({ database, clock, chat, project, answer } = await openPeerChat())
  await bringToExperts()
})
afterEach(() => database.close())

/** Ada says yes; Bob agrees, Cid does not, Dan cannot tell; the ledger finds no verdict. */
async function bringToExperts(): Promise<void> {
  itemId = (await answer(await chat.person('ada'), 'yes')).itemId
  const validators = [await chat.person('bob'), await chat.person('cid'), await chat.person('dan')]
  const seats = seatsOf(validators)
  const drawn = { project, batchId: newId<BatchId>(), itemId, round: 1, stage: 1, seats }
  await inTrx((trx) => openReview(trx, clock, drawn))
  await answer(validators[0] as Account, 'yes')
  await answer(validators[1] as Account, 'no')
  const item = await chat.command('validate', 'dan')
  await chat.tap(await chat.tap(item, "Can't tell", 'dan'), 'It is unclear', 'dan')
  await inTrx((trx) => closeReview(trx, clock, project, { itemId, outcome: 'void' }))
  await tendCases(database.store, clock)
}

async function expert(name: string): Promise<void> {
  const { personId } = await chat.person(name)
  await inTrx((trx) => insertRoleOfPerson(trx, { personId, role: 'expert', grantedAt: clock.now() }))
}

/** Rules that the item has this label, for a usual reason. */
async function rule(name: string, label: string, reason = 'It is evident') {
  const why = await chat.tap(await chat.command('expert', name), label, name)
  return await chat.tap(why, reason, name)
}
const state = async () => (await inTrx((trx) => itemRow(trx, itemId))).state

test('an expert sees the item, the guideline and how votes fell, and decides with a reason', async () => {
  await expert('eve')
  const screen = await chat.command('expert', 'eve')
  const text = textOf(screen)
  for (const words of [
    'Text number 1',
    'guideline version 1: Look twice',
    'First answer: Yes',
    'First round: 1 × Yes',
    'First round: 1 × No',
    'No vote: 1 × It is unclear',
    'Rulings so far: 0; 1 must say the same',
  ]) {
    expect(text).toContain(words)
  }
  expect(text).not.toMatch(/ada|bob|cid|dan/)
  expect(textOf(await rule('eve', 'No'))).toMatch(/enough experts agree[\s\S]*No item waits/)
  expect(await state()).toBe('decided')
  expect(textOf(await chat.command('mywork', 'ada'))).toContain('decided as No')
})

test('a reason can be words of one\u2019s own', async () => {
  await expert('eve')
  await chat.tap(await chat.command('expert', 'eve'), 'Yes', 'eve')
  expect(textOf(await chat.type('because the sender asks for nothing', 'eve'))).toContain(
    'enough experts agree',
  )
  const [ruling] = await inTrx((trx) => trx.selectFrom('rulings').selectAll().execute())
  expect(ruling).toMatchObject({ label: 'yes', reason: 'the sender asks for nothing' })
})

test('without a label chosen before there is nothing to give a reason for', async () => {
  await expert('eve')
  expect(textOf(await chat.type('because I say so', 'eve'))).toContain('choose a label first')
})

test('more than half of the experts must say the same, and whoever took part is none of them', async () => {
  for (const name of ['eve', 'fay', 'gus', 'bob']) await expert(name)
  expect(textOf(await chat.command('expert', 'bob'))).toContain('No item waits')
  expect(textOf(await rule('eve', 'Yes'))).toContain('1 so far, 3 must say the same')
  expect(textOf(await rule('fay', 'No'))).toContain('2 so far')
  expect(await state()).toBe('expert')
  expect(textOf(await rule('gus', 'Yes'))).toContain('3 so far')
  expect(await state()).toBe('expert')
})

const inboxOf = async (name: string) => textOf(await chat.command('inbox', name))

test('whoever took part is told that experts decide, until when, and then what they said and why', async () => {
  await expert('eve')
  expect(await inboxOf('ada')).toMatch(/1 item.*goes to the experts. They have until/)
  await rule('eve', 'No')
  for (const name of ['ada', 'bob', 'cid']) {
    expect(await inboxOf(name)).toMatch(
      /decided an item you worked on as No: Text number 1.*\n+Why: It is evident/,
    )
  }
})

test('whoever becomes an expert later is told of what waits, except of what they took part in', async () => {
  for (const name of ['eve', 'bob']) await expert(name)
  await tendCases(database.store, clock)
  expect(await inboxOf('eve')).toMatch(/1 item.*waits for an expert/)
  expect(await inboxOf('bob')).not.toMatch(/waits for an expert/)
  await rule('eve', 'No')
  await expert('fay')
  await tendCases(database.store, clock)
  expect(await inboxOf('fay')).not.toMatch(/waits for an expert/)
})

test('experts can agree that an item cannot be decided; then it stays undecided', async () => {
  await expert('eve')
  await rule('eve', 'It cannot be decided', 'Both answers can be defended')
  expect(await state()).toBe('undecided')
  expect(textOf(await chat.command('mywork', 'ada'))).toContain('nobody could decide it')
  expect(textOf(await chat.command('expert', 'eve'))).toContain('No item waits')
})

test('experts are told, and an item that they do not decide in time stays undecided rather than hang', async () => {
  await expert('eve')
  clock.advance(71 * HOUR_MS)
  await tendCases(database.store, clock)
  expect(await state()).toBe('expert')
  clock.advance(HOUR_MS)
  await tendCases(database.store, clock)
  expect(await state()).toBe('undecided')
  await tendCases(database.store, clock)
  expect(await state()).toBe('undecided')
  expect(await inboxOf('ada')).toContain('did not decide an item you worked on in time')
})

test('only experts decide', async () => {
  await chat.person('eve')
  expect(textOf(await chat.command('expert', 'eve'))).toContain('expert')
  expect(
    textOf(await chat.command('expert-rule', 'eve', { item: itemId, label: 'yes', reason: 'evident' })),
  ).not.toContain('taken')
  expect(await state()).toBe('expert')
})
