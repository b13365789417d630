import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Instant, plusMs } from '../../../../core/clock.ts'
import { nextAudit } from '../../../../core/consensus/audits/next-audit.ts'
import { ruleAudit } from '../../../../core/consensus/audits/rule-audit.ts'
import { tendAudits } from '../../../../core/consensus/audits/tend-audits.ts'
import { type AnnotationId, type AuditId, type BatchId, type ItemId, newId } from '../../../../core/ids.ts'
import type { Account } from '../../../../core/people/account.ts'
import type { Project } from '../../../../core/projects/project.ts'
import { type Audit, countAudits, insertAudit, openAudits } from '../../../../core/store/audits.ts'
import { insertRoleOfPerson } from '../../../../core/store/roles.ts'
import { unruledAudits } from '../../../../core/store/waiting-audits.ts'
import { claimItem } from '../../../../core/tasks/claim-item.ts'
import { submitAnnotation } from '../../../../core/tasks/submit-annotation.ts'
import { closedBatch } from '../../../support/closed-batch.ts'
import { addItems, HandClock, newcomer, startProject } from '../../../support/community.ts'
import { databases, type TestDatabase } from '../../../support/databases.ts'

const ITEMS = 3
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

describe.each(databases)('audits that wait, on $name', ({ open }) => {
  let database: TestDatabase
  let project: Project
  let expert: Account
  let dueAt: Instant
  const clock = new HandClock()
  const batchId = newId<BatchId>()
  const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)

  beforeAll(async () => {
    database = await open()
    project = await inTrx((trx) => startProject(trx, clock, { protocol: 'peers' }))
    await addItems(database.store, project, ITEMS)
    const annotator = await inTrx((trx) => newcomer(trx, clock, 'ada'))
    expert = await inTrx((trx) => newcomer(trx, clock, 'eve'))
    const second = await inTrx((trx) => newcomer(trx, clock, 'fay'))
    const third = await inTrx((trx) => newcomer(trx, clock, 'gus'))
    for (const { personId } of [expert, second, third]) {
      await inTrx((trx) => insertRoleOfPerson(trx, { personId, role: 'expert', grantedAt: clock.now() }))
    }
    dueAt = plusMs(clock.now(), 14 * DAY_MS)
    const items: { itemId: ItemId; annotationId: AnnotationId; outcome: string }[] = []
    for (let index = 0; index < ITEMS; index++) items.push(await answered(annotator))
    await inTrx(async (trx) => {
      await closedBatch(trx, clock, project, { id: batchId, items })
      for (const [position, { itemId }] of items.entries()) await insertAudit(trx, audited(position, itemId))
    })
  })
  afterAll(() => database.close())

  const answered = (account: Account) =>
    inTrx(async (trx) => {
      const { assignmentId, item } = await claimItem(trx, clock, account, {})
      const given = { assignmentId, label: 'yes', platform: 'web' }
      const { annotationId } = await submitAnnotation(trx, clock, account, given)
      return { itemId: item.id, annotationId: annotationId as AnnotationId, outcome: 'accepted' }
    })

  const audited = (position: number, itemId: ItemId): Audit => ({
    id: newId<AuditId>(),
    batchId,
    position,
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
    dueAt,
    contestUntil: null,
    contestedBy: null,
    contestReason: null,
  })

  test('an item of a batch is audited once', async () => {
    const [known] = await inTrx((trx) => openAudits(trx, ['open'], 1))
    const again = { ...(known as Audit), id: newId<AuditId>() }
    expect(await inTrx((trx) => insertAudit(trx, again))).toBe(false)
  })

  test('an expert is shown what they have not ruled on, however many wait for others', async () => {
    const seen: ItemId[] = []
    for (let left = ITEMS; left > 0; left--) {
      expect(await inTrx((trx) => unruledAudits(trx, expert.personId, 10))).toHaveLength(left)
      const { itemId } = (await inTrx((trx) => nextAudit(trx, expert))) ?? { itemId: '' as ItemId }
      seen.push(itemId)
      await inTrx((trx) => ruleAudit(trx, clock, expert, { itemId, label: 'yes', reason: 'It is evident' }))
    }
    expect(new Set(seen).size).toBe(ITEMS)
    expect(await inTrx((trx) => nextAudit(trx, expert))).toBeNull()
    expect(await inTrx((trx) => openAudits(trx, ['open'], 10))).toHaveLength(ITEMS)
    expect(await inTrx((trx) => openAudits(trx, ['found', 'slashing'], 10))).toEqual([])
  })
  test('the job touches only what is over: in the last days experts are not asked any more', async () => {
    const decisionHours = 48 + 48
    clock.advance(Date.parse(dueAt) - Date.parse(clock.now()) - decisionHours * HOUR_MS)
    expect(await tendAudits(database.store, clock)).toBe(0)
    clock.advance(1)
    expect(await tendAudits(database.store, clock)).toBe(ITEMS)
    expect(await tendAudits(database.store, clock)).toBe(0)
    expect([...(await inTrx((trx) => countAudits(trx, project.id)))]).toEqual([['silent', ITEMS]])
  })
})
