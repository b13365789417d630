import { afterEach, beforeEach, expect, test } from 'vitest'
import { openReview } from '../../core/consensus/open-review.ts'
import { tellValidators } from '../../core/consensus/tell-validators.ts'
import { type BatchId, type ItemId, newId, type PersonId } from '../../core/ids.ts'
import { receiptFileSchema } from '../../core/ledger/receipt-file.ts'
import type { Account } from '../../core/people/account.ts'
import { linkPeople } from '../../core/people/cluster/link-people.ts'
import type { Project } from '../../core/projects/project.ts'
import { drawsOfRound } from '../../core/store/draws.ts'
import { putPayment } from '../../core/store/payments.ts'
import { insertReceipt } from '../../core/store/receipts.ts'
import { putAvailability } from '../../core/store/validators.ts'
import { claimItem } from '../../core/tasks/claim-item.ts'
import { FREE_RECUSALS } from '../../core/tasks/recuse-validator.ts'
import { submitAnnotation } from '../../core/tasks/submit-annotation.ts'
import { type Chat, openChat, textOf } from '../support/chat.ts'
import { addItems, HandClock, MINUTE_MS, newcomer, startProject, TOKEN } from '../support/community.ts'
import { openSqlite, type TestDatabase } from '../support/databases.ts'
import { insertLoneBatch } from '../support/insert-lone-batch.ts'
import { emptyLedger } from '../support/wallet/empty-ledger.ts'

let database: TestDatabase
let clock: HandClock
let command: Chat['command']
let tap: Chat['tap']
let person: Chat['person']
let project: Project
let annotator: Account

beforeEach(async () => {
  database = await openSqlite()
  clock = new HandClock()
  const chat = openChat(database.store, clock, { money: emptyLedger })
  command = chat.command
  tap = chat.tap
  person = chat.person
  project = await inTrx((trx) =>
    startProject(trx, clock, { protocol: 'peers', validation: { answerMinutes: 600 } }),
  )
  annotator = await inTrx((trx) => newcomer(trx, clock, 'annotator'))
})
afterEach(() => database.close())

const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)

/** Items that the annotator called "yes", for all of which these people are drawn in this order. */
async function drawFor(people: readonly Account[], count: number): Promise<ItemId[]> {
  await addItems(database.store, project, count)
  const batchId = newId<BatchId>()
  const items: ItemId[] = []
  for (let index = 0; index < count; index++) {
    const itemId = await inTrx(async (trx) => {
      const { assignmentId, item } = await claimItem(trx, clock, annotator, { projectSlug: project.slug })
      await submitAnnotation(trx, clock, annotator, { assignmentId, label: 'yes', platform: 'web' })
      const seats = people.map((owner, place) => ({
        seat: 10 + place,
        place,
        weight: 1,
        owner: { accountId: owner.id, personId: owner.personId },
      }))
      await openReview(trx, clock, { project, batchId, itemId: item.id, round: 1, stage: 1, seats })
      return item.id
    })
    items.push(itemId)
  }
  return items
}

async function asked(itemId: ItemId): Promise<PersonId[]> {
  const draws = await inTrx((trx) => drawsOfRound(trx, { itemId, round: 1 }))
  return draws.filter((draw) => draw.state === 'offered').flatMap((draw) => draw.personId ?? [])
}

async function notices(kind: string) {
  return await inTrx((trx) => trx.selectFrom('notifications').selectAll().where('kind', '=', kind).execute())
}

test('a run shows one item after the other, with the reward of a vote, and nothing of what others said', async () => {
  const people = [await person('ann'), await person('bob'), await person('cid')]
  await drawFor(people, 3)
  const first = await command('validate', 'ann')
  expect(textOf(first)).toContain('Validation 1 of 3')
  expect(textOf(first)).toContain('reward 0.03 LABEL')
  expect(textOf(first)).toContain('You have 10 hours')
  expect(textOf(first)).not.toMatch(/annotator|approve|reject/)
  const second = await tap(first, 'Yes', 'ann')
  expect(textOf(second)).toMatch(/Saved: Yes[\s\S]*Validation 2 of 3/)
  const third = await tap(second, 'No', 'ann')
  expect(textOf(third)).toContain('Validation 3 of 3')
  expect(textOf(await tap(third, 'Yes', 'ann'))).not.toContain('Validation')
  expect(textOf(await command('validate', 'ann'))).toContain('not asked for a vote right now')
  await inTrx(async (trx) => {
    const votes = await trx
      .selectFrom('annotations')
      .select(['id', 'account_id', 'item_id'])
      .where('role', '=', 'validator')
      .execute()
    const batchId = newId<BatchId>()
    const itemId = votes[0]?.item_id as ItemId
    const batch = { id: batchId, number: 4, state: 'drawn', endsAt: null, itemId } as const
    await insertLoneBatch(trx, clock, project, batch)
    for (const [index, { id, account_id: accountId }] of votes.entries()) {
      const isLost = index === 0
      await putPayment(trx, {
        annotationId: id,
        batchId,
        accountId,
        rewardWei: isLost ? 0n : TOKEN / 100n,
        shareWei: isLost ? 0n : TOKEN / 1_000n,
        slashWei: isLost ? TOKEN / 5n : 0n,
        transactionHash: '0x1',
        paidAt: clock.now(),
      })
    }
  })
  const status = textOf(await command('validator status', 'ann'))
  expect(status).toContain('3 votes given')
  expect(status).toContain('earned by votes: 0.022 LABEL; taken from the seat: 0.2 LABEL')
})

test('each vote is answered with the code of its receipt, which an operator signs a moment later', async () => {
  const people = [await person('ann'), await person('bob')]
  const [itemId = '' as ItemId] = await drawFor(people, 1)
  const saved = textOf(await tap(await command('validate', 'ann'), 'No', 'ann'))
  const [, code = ''] = /The signed receipt of this vote: receipt ([0-9a-f]{10})/.exec(saved) ?? []
  const [draw] = await inTrx((trx) => drawsOfRound(trx, { itemId, round: 1 }))
  if (!draw) throw new Error('nobody was drawn')
  const batch = { id: draw.batchId, number: 4, state: 'drawn', endsAt: null, itemId } as const
  await inTrx((trx) => insertLoneBatch(trx, clock, project, batch))
  const unsigned = await command('receipt', 'ann', { back: code })
  expect(textOf(unsigned)).toContain('An operator signs its receipt within moments')
  await inTrx((trx) =>
    insertReceipt(
      trx,
      { drawId: draw.id, batchId: draw.batchId },
      {
        position: 0,
        ledgerAccount: 7,
        code: 2,
        signedAt: 1_790_000_000,
        operator: `0x${'ab'.repeat(20)}`,
        signature: `0x${'11'.repeat(65)}`,
      },
    ),
  )
  const signed = await tap(unsigned, 'Look again', 'ann')
  const file = signed?.blocks.find((block) => block.kind === 'code')
  expect(receiptFileSchema.parse(JSON.parse(file?.text ?? ''))).toMatchObject({
    batch: 4,
    item: 0,
    account: 7,
    vote: 'reject',
    court: emptyLedger.court,
  })
  const typed = await command('receipt', 'ann', { back: code.toUpperCase() })
  expect(textOf(typed)).toContain('Signed by operator')
  for (const back of [code, `${code}0`, 'mine']) {
    expect(textOf(await command('receipt', 'bob', { back }))).toContain('You have no vote')
  }
})

test('all items of a draw come in one notice, whose button begins the run; one reminder comes before a replacement', async () => {
  const people = [await person('ann'), await person('bob'), await person('cid')]
  await drawFor(people, 4)
  await tellValidators(database.store, clock)
  await tellValidators(database.store, clock)
  const drawn = await notices('validator.drawn')
  expect(drawn).toHaveLength(3)
  expect(drawn.map((one) => JSON.parse(one.params).count)).toEqual([4, 4, 4])
  clock.advance(200 * MINUTE_MS)
  await tellValidators(database.store, clock)
  await tellValidators(database.store, clock)
  expect(await notices('validator.reminded')).toHaveLength(3)
  const inbox = await command('inbox', 'ann')
  expect(textOf(inbox)).toContain('4 items still wait for your vote')
  expect(textOf(await tap(inbox, 'Begin validating', 'ann'))).toContain('Validation 1 of 4')
})

test('whoever is off is passed over, with the reason kept; whoever rests is asked after everybody else', async () => {
  const names = ['off', 'resting', 'ann', 'bob', 'cid']
  const people: Account[] = []
  for (const name of names) people.push(await person(name))
  await command('validator off', 'off')
  // It is midnight.
  await command('validator hours', 'resting', { hours: '8-22' })
  const [itemId] = await drawFor(people, 1)
  expect(await asked(itemId as ItemId)).toEqual(people.slice(2).map((one) => one.personId))
  const draws = await inTrx((trx) => drawsOfRound(trx, { itemId: itemId as ItemId, round: 1 }))
  expect(draws.slice(0, 2).map(({ state, reason }) => [state, reason])).toEqual([
    ['recused', 'off'],
    ['reserve', null],
  ])
  await tap(await command('validate', 'ann'), 'Not me', 'ann').then((why) => tap(why, 'My conscience', 'ann'))
  expect(await asked(itemId as ItemId)).toContain(people[1]?.personId)
})

test('people of one cluster never judge one item, and it is kept why', async () => {
  const people: Account[] = []
  for (const name of ['ann', 'twin', 'bob', 'cid']) people.push(await person(name))
  const related = people.slice(0, 2).map((one) => one.personId)
  await inTrx((trx) => linkPeople(trx, clock, { people: related, reason: 'one device', accountId: null }))
  const [itemId] = await drawFor(people, 1)
  const draws = await inTrx((trx) => drawsOfRound(trx, { itemId: itemId as ItemId, round: 1 }))
  expect(draws.map(({ state, reason }) => [state, reason])).toEqual([
    ['offered', null],
    ['recused', 'related'],
    ['offered', null],
    ['offered', null],
  ])
})

test('recusing is free up to the quota; beyond it a person is drawn again only when they want to be', async () => {
  const people = [await person('ann'), await person('bob'), await person('cid'), await person('dan')]
  await drawFor(people, FREE_RECUSALS + 1)
  let screen = await command('validate', 'ann')
  for (let left = FREE_RECUSALS - 1; left >= 0; left--) {
    const why = await tap(screen, 'Not me', 'ann')
    expect(textOf(why)).toContain('Why should somebody else judge this item?')
    screen = await tap(why, 'It touches me too closely', 'ann')
    expect(textOf(screen)).toContain(`${left} more`)
  }
  const last = await tap(await tap(screen, 'Not me', 'ann'), 'I know who wrote or labeled it', 'ann')
  expect(textOf(last)).toContain('not drawn again until you send')
  expect(textOf(await command('validator status', 'ann'))).toContain('You are not drawn at the moment')
  expect(textOf(await command('validator on', 'ann'))).toContain('You may be drawn at any time')
})

test('only a drawn validator can be recused: an annotator says that they cannot tell', async () => {
  await addItems(database.store, project, 1)
  await person('ann')
  const item = await command('task', 'ann')
  expect(item?.buttons.flat().map((one) => one.label)).not.toContain('Not me')
})

test('hours that are none are refused with an example', async () => {
  await person('ann')
  for (const hours of ['25-3', '8', '8-8', 'noon']) {
    expect(textOf(await command('validator hours', 'ann', { hours }))).toContain('are no hours')
  }
  const zone = { hours: '22-6', zone: '-3:30' }
  expect(textOf(await command('validator hours', 'ann', zone))).toContain(
    'between 22:00 and 06:00 (UTC-3:30)',
  )
  expect(textOf(await command('validator hours', 'ann', { hours: 'always' }))).toContain('at any time')
})

test('what a person said of their time moves along when two accounts turn out to be one', async () => {
  const ann = await person('ann')
  await inTrx((trx) => putAvailability(trx, ann.personId, { state: 'off', hours: null }, clock.now()))
  const code = /[2-9A-HJ-NP-Z]{8}/.exec(textOf(await command('link', 'bob')))?.[0] ?? ''
  await command('link', 'ann', { code })
  expect(textOf(await command('validator status', 'ann'))).toContain('not drawn at the moment')
})
