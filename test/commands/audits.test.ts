import { afterEach, beforeEach, expect, test } from 'vitest'
import { noticeBlocks, noticeButtons } from '../../commands/notice-blocks.ts'
import { screenText } from '../../commands/text.ts'
import { tendAudits } from '../../core/consensus/audits/tend-audits.ts'
import { closeReview } from '../../core/consensus/close-review.ts'
import { openReview } from '../../core/consensus/open-review.ts'
import { type AnnotationId, type AuditId, type BatchId, type ItemId, newId } from '../../core/ids.ts'
import type { Account } from '../../core/people/account.ts'
import type { Project } from '../../core/projects/project.ts'
import { setAuditSeed } from '../../core/store/audit-draws.ts'
import { insertAudit } from '../../core/store/audits.ts'
import { latestNotifications } from '../../core/store/notifications.ts'
import { insertRoleOfPerson } from '../../core/store/roles.ts'
import { tellAuditors } from '../../core/store/tell-auditors.ts'
import { translator } from '../../locales/translate.ts'
import { type Chat, textOf } from '../support/chat.ts'
import { closedBatch } from '../support/closed-batch.ts'
import type { HandClock } from '../support/community.ts'
import type { TestDatabase } from '../support/databases.ts'
import { openPeerChat, type PeerChat, seatsOf } from '../support/peer-chat.ts'

const HOUR_MS = 3_600_000
const SEED = `0x${'5e'.repeat(32)}`

let database: TestDatabase
let clock: HandClock
let chat: Chat
let answer: PeerChat['answer']
let project: Project
let itemId: ItemId

const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)

beforeEach(async () => {
  ;({ database, clock, chat, project, answer } = await openPeerChat())
  for (const name of ['eve', 'fay']) {
    const { personId } = await chat.person(name)
    await inTrx((trx) => insertRoleOfPerson(trx, { personId, role: 'expert', grantedAt: clock.now() }))
  }
  await bringToAudit()
})
afterEach(() => database.close())

/** Ada says yes, Bob and Cid agree, Dan does not; the ledger accepts it, and the item is drawn for an audit. */
async function bringToAudit(): Promise<void> {
  const first = await answer(await chat.person('ada'), 'yes')
  itemId = first.itemId
  const validators = [await chat.person('bob'), await chat.person('cid'), await chat.person('dan')]
  const seats = seatsOf(validators)
  const batchId = newId<BatchId>()
  await inTrx((trx) => openReview(trx, clock, { project, batchId, itemId, round: 1, stage: 1, seats }))
  await answer(validators[0] as Account, 'yes')
  await answer(validators[1] as Account, 'yes')
  await answer(validators[2] as Account, 'no')
  await inTrx(async (trx) => {
    await closeReview(trx, clock, project, { itemId, outcome: 'accepted' })
    const items = [{ itemId, annotationId: first.annotationId as AnnotationId, outcome: 'accepted' }]
    await closedBatch(trx, clock, project, { id: batchId, items })
    await setAuditSeed(trx, batchId, { block: 34, seed: SEED })
    await insertAudit(trx, {
      id: newId<AuditId>(),
      batchId,
      position: 0,
      itemId,
      projectId: project.id,
      round: 1,
      cause: 'drawn',
      breakerId: null,
      isHeld: false,
      verdict: 'accepted',
      decidedLabel: 'yes',
      state: 'open',
      look: 1,
      finding: null,
      outcome: null,
      openedAt: clock.now(),
      dueAt: new Date(Date.parse(clock.now()) + 14 * 24 * HOUR_MS).toISOString() as never,
      contestUntil: null,
      contestedBy: null,
      contestReason: null,
    })
    await tellAuditors(trx, clock, { count: 1, key: batchId })
  })
}

async function rule(name: string, label: string): Promise<string> {
  const why = await chat.tap(await chat.command('expert', name), label, name)
  return textOf(await chat.tap(why, 'It is evident', name))
}

/** What somebody was told last, in words, with the commands of its buttons. */
async function told(name: string) {
  const account = await chat.person(name)
  const [latest] = await inTrx((trx) => latestNotifications(trx, account.personId, 1))
  if (!latest) return { text: '', commands: [] }
  const t = translator('en')
  return {
    text: screenText(noticeBlocks(t, { tokenSymbol: 'LABEL' } as never, latest)),
    commands: noticeButtons(t, latest)
      .flat()
      .map((button) => button.command),
  }
}

test('an expert audits blind: neither the decision nor any answer is on the screen', async () => {
  expect((await told('eve')).text).toContain('1 item waits for an audit')
  const text = textOf(await chat.command('expert', 'eve'))
  expect(text).toContain('Text number 1')
  expect(text).toContain('An audit')
  expect(text).not.toMatch(/First answer|First round|ada|bob/)
})

test('whoever a finding is against is told why and until when, and contests it with a tap', async () => {
  await rule('eve', 'No')
  expect(await rule('fay', 'No')).toMatch(/enough experts agree[\s\S]*No item waits/)
  const { text, commands } = await told('ada')
  expect(text).toMatch(
    /say No, where you had said Yes[\s\S]*It is evident[\s\S]*taken back[\s\S]*contest it until/,
  )
  expect(commands).toEqual(['finding'])
  expect((await told('dan')).text).toBe('')
  const list = await chat.command('finding', 'ada')
  expect(textOf(list)).toMatch(/You said Yes; the experts say No: It is evident/)
  const why = await chat.tap(list, 'Contest 1', 'ada')
  expect(textOf(await chat.tap(why, 'The guideline says so', 'ada'))).toContain('look at it once more')
  expect(textOf(await chat.command('finding', 'ada'))).toContain('No finding against you')
  expect(textOf(await chat.command('expert', 'eve'))).toContain(
    'An earlier finding is contested: The guideline says so',
  )
})

test('words of one\u2019s own contest a finding, and what experts do not repeat is dropped', async () => {
  await rule('eve', 'No')
  await rule('fay', 'No')
  expect(textOf(await chat.type('finding 2 they are wrong', 'bob'))).toContain('no such finding')
  expect(textOf(await chat.type('finding 1 they are wrong', 'bob'))).toContain('once more')
  await rule('eve', 'Yes')
  await rule('fay', 'Yes')
  expect((await told('ada')).text).toContain('was dropped after a second look')
})

test('a finding that nobody contests is told to everybody who answered, right or wrong', async () => {
  await rule('eve', 'No')
  await rule('fay', 'No')
  clock.advance(48 * HOUR_MS + 1)
  await tendAudits(database.store, clock)
  expect((await told('ada')).text).toMatch(/the answer is No, not Yes[\s\S]*taken back on the ledger/)
  expect((await told('dan')).text).toMatch(/your answer No is right[\s\S]*comes back, with the reward/)
  expect(textOf(await chat.command('mywork', 'ada'))).toContain('decided as No')
})

test('moderators see what audits found and what draws them again; nobody else does', async () => {
  await chat.command('start', 'boss')
  const before = textOf(await chat.command('audit list', 'boss', { project: 'sample' }))
  expect(before).toMatch(/1 under way[\s\S]*Batch 7, by the hash of block 34, items: 0[\s\S]*0x5e5e/)
  await rule('eve', 'Yes')
  await rule('fay', 'Yes')
  expect(textOf(await chat.command('audit list', 'boss', { project: 'sample' }))).toContain(
    '1 confirmed the decision',
  )
  expect(textOf(await chat.command('audit list', 'ada', { project: 'sample' }))).not.toContain('Batch')
})
