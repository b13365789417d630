import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf } from '../../../core/clock.ts'
import type {
  AccountId,
  AnnotationId,
  AuditId,
  BatchId,
  BreakerId,
  ItemId,
  PersonId,
  ProjectId,
} from '../../../core/ids.ts'
import { deleteActionsBefore, latestAction } from '../../../core/store/actions.ts'
import {
  contestableAnswers,
  contestableBatches,
  openAppeals,
  untoldBatches,
} from '../../../core/store/appeals.ts'
import { hasWorkedOn, lapsedLeases, leasesToRelease } from '../../../core/store/assignments.ts'
import { auditableItems, latestDraws, unauditedBatches } from '../../../core/store/audit-draws.ts'
import { auditRulingsOf } from '../../../core/store/audit-rulings.ts'
import { judgedSides } from '../../../core/store/audit-sides.ts'
import {
  type Audit,
  auditsOfBreaker,
  countAudits,
  findAudit,
  openAuditOf,
  openAudits,
} from '../../../core/store/audits.ts'
import { stepHistories } from '../../../core/store/batch-calls.ts'
import { itemsOfBatch, openBatches, unaccountedBatches } from '../../../core/store/batches.ts'
import { answersOfItems } from '../../../core/store/beliefs.ts'
import { heldAnswers, holdOf, lastClosings, openBreakers } from '../../../core/store/breakers.ts'
import { confirmTransaction } from '../../../core/store/chain-transaction-steps.ts'
import type { Trx } from '../../../core/store/database.ts'
import { hasFreeSlot, nextDeadline } from '../../../core/store/dispatch/waiting.ts'
import {
  batchesWithOfferedDraws,
  itemsWithLateDraws,
  votersOfBatch,
  votesOfBatch,
} from '../../../core/store/draws.ts'
import {
  ledgerDeadlines,
  mayBeUnclear,
  openCases,
  openMissingCases,
} from '../../../core/store/expert-cases.ts'
import { readItemHistories } from '../../../core/store/exports.ts'
import {
  foreseenRejections,
  judgedSince,
  rejectedSince,
  votesToForesee,
} from '../../../core/store/foreseen-verdicts.ts'
import {
  answeredOnGold,
  countDisputedGold,
  countGold,
  disputedGold,
  goldItemsIn,
} from '../../../core/store/gold.ts'
import { comparedAnswers } from '../../../core/store/gold-leaks.ts'
import { lastLabelOf, openObjections } from '../../../core/store/gold-objections.ts'
import {
  countOpenGold,
  countUnseen,
  decidedGold,
  hasOrdinaryWork,
  idleGoldRounds,
  peopleToTest,
} from '../../../core/store/gold-rounds.ts'
import { goldAnsweredSince, goldAnswers, unanimousItems, wornGold } from '../../../core/store/gold-work.ts'
import { judgedAnswers } from '../../../core/store/judged-answers.ts'
import { latestNotifications, leaseDue } from '../../../core/store/notifications.ts'
import { openRewards } from '../../../core/store/open-rewards.ts'
import { pendingAnnotations } from '../../../core/store/pending-annotations.ts'
import { dueDeposits, dueFundings } from '../../../core/store/pending-provisions.ts'
import { deleteEventsBefore } from '../../../core/store/platform-events.ts'
import {
  countPracticeItems,
  practiceAnswers,
  practiceItemsFor,
  practisedOn,
  unseenGold,
} from '../../../core/store/practice.ts'
import { countGoldAnswers, countItemsByState, countLiveLeases } from '../../../core/store/project-counts.ts'
import {
  answerersOf,
  countQuestioned,
  questionedPlaces,
  sentQuestions,
  votedItems,
  windowsToDoubt,
} from '../../../core/store/questions.ts'
import { nextReview } from '../../../core/store/standings.ts'
import { latestOffers } from '../../../core/store/training.ts'
import { askedPersons, countRecusals, countVotes } from '../../../core/store/validation-runs.ts'
import {
  auditedProjects,
  endedAudits,
  findingsAgainst,
  unruledAudits,
} from '../../../core/store/waiting-audits.ts'
import { countWork, latestWork } from '../../../core/store/work.ts'
import { openSqlite, type TestDatabase } from '../../support/databases.ts'

const NOW = instantOf(0)
const projectId = 'project' as ProjectId
const personId = 'person' as PersonId
const accountId = 'account' as AccountId
const batchId = 'batch' as BatchId
const itemId = 'item' as ItemId
const page = { projectId, after: 0, size: 200 }

/** Queries of taps and of jobs that run every few seconds. */
const queries: Record<string, (trx: Trx) => Promise<unknown>> = {
  pendingAnnotations: (trx) => pendingAnnotations(trx, 1_000),
  dueFundings: (trx) => dueFundings(trx),
  dueDeposits: (trx) => dueDeposits(trx),
  openBatches: (trx) => openBatches(trx),
  unaccountedBatches: (trx) => unaccountedBatches(trx),
  itemsOfBatch: (trx) => itemsOfBatch(trx, batchId),
  stepHistories: (trx) => stepHistories(trx, [batchId]),
  votesOfBatch: (trx) => votesOfBatch(trx, batchId, 1),
  votersOfBatch: (trx) => votersOfBatch(trx, batchId),
  itemsWithLateDraws: (trx) => itemsWithLateDraws(trx, NOW, 100),
  batchesWithOfferedDraws: (trx) => batchesWithOfferedDraws(trx, [batchId]),
  contestableBatches: (trx) => contestableBatches(trx, NOW),
  untoldBatches: (trx) => untoldBatches(trx, NOW),
  contestableAnswers: (trx) => contestableAnswers(trx, batchId),
  openAppeals: (trx) => openAppeals(trx),
  openBreakers: (trx) => openBreakers(trx),
  lastClosings: (trx) => lastClosings(trx, projectId),
  holdOf: (trx) => holdOf(trx, batchId),
  heldAnswers: (trx) => heldAnswers(trx, 'breaker' as BreakerId),
  auditsOfBreaker: (trx) => auditsOfBreaker(trx, 'breaker' as BreakerId),
  votesToForesee: (trx) => votesToForesee(trx, batchId, 1),
  foreseenRejections: (trx) => foreseenRejections(trx, batchId),
  judgedSince: (trx) => judgedSince(trx, projectId, NOW),
  rejectedSince: (trx) => rejectedSince(trx, projectId, NOW),
  unauditedBatches: (trx) => unauditedBatches(trx, 20),
  auditableItems: (trx) => auditableItems(trx, batchId),
  latestDraws: (trx) => latestDraws(trx, projectId, 5),
  openAudits: (trx) => openAudits(trx, ['open'], 200),
  unruledAudits: (trx) => unruledAudits(trx, personId, 200),
  openAuditOf: (trx) => openAuditOf(trx, itemId),
  findAudit: (trx) => findAudit(trx, 'audit' as AuditId).catch(() => null),
  auditedProjects: (trx) => auditedProjects(trx),
  endedAudits: (trx) =>
    endedAudits(trx, projectId, { open: NOW, held: NOW, contested: NOW, found: NOW }, 100),
  findingsAgainst: (trx) => findingsAgainst(trx, { personId, now: NOW, limit: 3 }),
  countAudits: (trx) => countAudits(trx, projectId),
  auditRulingsOf: (trx) => auditRulingsOf(trx, 'audit' as AuditId, 1),
  judgedSides: (trx) => judgedSides(trx, { itemId, round: 1, verdict: 'accepted' } as Audit),
  windowsToDoubt: (trx) => windowsToDoubt(trx, NOW, 20),
  votedItems: (trx) => votedItems(trx, [{ batchId, number: 1, projectId, stage: 1, endsAt: NOW }]),
  answersOfItems: (trx) => answersOfItems(trx, [itemId]),
  sentQuestions: (trx) => sentQuestions(trx),
  questionedPlaces: (trx) => questionedPlaces(trx, batchId, 1),
  answerersOf: (trx) => answerersOf(trx, { batchId, positions: [0] }),
  countQuestioned: (trx) => countQuestioned(trx, projectId),
  ledgerDeadlines: (trx) => ledgerDeadlines(trx, [itemId]),
  mayBeUnclear: (trx) => mayBeUnclear(trx, itemId),
  openCases: (trx) => openCases(trx, 200),
  openMissingCases: (trx) => openMissingCases(trx, NOW, 200),
  askedPersons: (trx) => askedPersons(trx, 'untold', 500),
  slowPersons: (trx) => askedPersons(trx, 'unreminded', 500),
  countVotes: (trx) => countVotes(trx, personId),
  countRecusals: (trx) => countRecusals(trx, personId, ['conscience'], NOW),
  confirmTransaction: (trx) => confirmTransaction(trx, 'transaction', NOW),
  lapsedLeases: (trx) => lapsedLeases(trx, NOW, 100),
  leaseDue: (trx) => leaseDue(trx, NOW, NOW, 50),
  latestNotifications: (trx) => latestNotifications(trx, personId, 5),
  latestAction: (trx) => latestAction(trx, accountId),
  latestWork: (trx) => latestWork(trx, personId, 8),
  countWork: (trx) => countWork(trx, personId),
  openRewards: (trx) => openRewards(trx, personId),
  leasesToRelease: (trx) => leasesToRelease(trx, personId, 'other' as PersonId),
  nextDeadline: (trx) => nextDeadline(trx, { projectId, personId }),
  hasFreeSlot: (trx) => hasFreeSlot(trx, { projectId, personId }),
  countLiveLeases: (trx) => countLiveLeases(trx, projectId),
  countItemsByState: (trx) => countItemsByState(trx, projectId),
  countGoldAnswers: (trx) => countGoldAnswers(trx, projectId),
  countGold: (trx) => countGold(trx, projectId),
  countDisputedGold: (trx) => countDisputedGold(trx, projectId),
  disputedGold: (trx) => disputedGold(trx, projectId, 1, 5),
  openObjections: (trx) => openObjections(trx, itemId),
  lastLabelOf: (trx) => lastLabelOf(trx, itemId, personId),
  practisedOn: (trx) => practisedOn(trx, itemId),
  practiceAnswers: (trx) => practiceAnswers(trx, { projectId, personId }),
  practiceItemsFor: (trx) => practiceItemsFor(trx, { projectId, personId, attempt: 1 }),
  countPracticeItems: (trx) => countPracticeItems(trx, projectId, 10),
  unseenGold: (trx) => unseenGold(trx, projectId, 1_000),
  latestOffers: (trx) => latestOffers(trx, { projectId, personId }, 20),
  goldItemsIn: (trx) => goldItemsIn(trx, projectId, 'candidate', 5),
  answeredOnGold: (trx) => answeredOnGold(trx, itemId),
  wornGold: (trx) => wornGold(trx, projectId, 100),
  unanimousItems: (trx) =>
    unanimousItems(trx, { projectId, after: 0, upTo: 1_000, answers: 3, probability: 0.95 }),
  goldAnsweredSince: (trx) => goldAnsweredSince(trx, { projectId, after: 'one' as AnnotationId, limit: 200 }),
  goldAnswers: (trx) => goldAnswers(trx, [itemId]),
  hasOrdinaryWork: (trx) => hasOrdinaryWork(trx, projectId),
  countOpenGold: (trx) => countOpenGold(trx, projectId),
  decidedGold: (trx) => decidedGold(trx, { projectId, people: 5, limit: 20 }),
  peopleToTest: (trx) =>
    peopleToTest(trx, { projectId, family: 'family', since: NOW, judged: 15, answers: 500 }),
  countUnseen: (trx) => countUnseen(trx, itemId, [personId]),
  idleGoldRounds: (trx) => idleGoldRounds(trx, projectId, 100),
  comparedAnswers: (trx) => comparedAnswers(trx, projectId, 50_000),
  nextReview: (trx) => nextReview(trx),
  hasWorkedOn: (trx) => hasWorkedOn(trx, { projectId, personId }),
  judgedAnswers: (trx) => judgedAnswers(trx, { personId, projectIds: [projectId], limit: 100 }),
  readItemHistories: (trx) => readItemHistories(trx, page),
  deleteActionsBefore: (trx) => deleteActionsBefore(trx, NOW),
  deleteEventsBefore: (trx) => deleteEventsBefore(trx, NOW),
}

let database: TestDatabase
beforeAll(async () => {
  database = await openSqlite()
})
afterAll(() => database.close())

/** How SQLite would find the rows of every statement that `run` makes. */
async function plansOf(trx: Trx, run: (trx: Trx) => Promise<unknown>): Promise<string[]> {
  const statements: ReturnType<ReturnType<Trx['getExecutor']>['compileQuery']>[] = []
  const recorder: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      statements.push(trx.getExecutor().compileQuery(node, queryId))
      return node
    },
    transformResult: async ({ result }) => result,
  }
  await run(trx.withPlugin(recorder) as Trx)
  const details: string[] = []
  for (const one of statements) {
    const { rows } = await trx.executeQuery<{ detail: string }>({
      ...one,
      sql: `explain query plan ${one.sql}`,
    })
    details.push(...rows.map((row) => row.detail))
  }
  return details
}

test.each(Object.entries(queries))('%s looks at no table as a whole', async (_, run) => {
  const plans = await database.store.transaction((trx) => plansOf(trx, run))
  expect(plans.length).toBeGreaterThan(0)
  // Small by nature: one row a project, what was asked into their escrow, the live leases, the votes asked
  // for, people judged in the last seconds, appeals, audits, breakers and what waits for experts.
  const scans = plans.filter(
    (one) =>
      /^SCAN /.test(one) &&
      !/^SCAN (project_fundings|projects|json_each|assignments USING INDEX assignments_deadline|draws USING INDEX draws_(waiting|untold|unreminded)|standings USING INDEX standings_review|appeals USING INDEX appeals_open|expert_cases USING INDEX expert_cases_open|items USING INDEX items_expert|audits USING (COVERING )?INDEX audits_(open|waiting)|breakers USING INDEX breakers_open|questions USING INDEX questions_sent)\b/.test(
        one,
      ),
  )
  expect(scans).toEqual([])
})
