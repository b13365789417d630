import { expect, test } from 'vitest'
import { closeAppeals } from '../../../../core/chain/court/close-appeals.ts'
import type { Appealing } from '../../../../core/chain/court/send-appeals.ts'
import { type AnnotationId, type AppealId, type BatchId, newId } from '../../../../core/ids.ts'
import { insertAppeal } from '../../../../core/store/appeals.ts'
import { changeWalletOf } from '../../../../core/store/chain-effects.ts'
import { findWallet } from '../../../../core/store/wallets.ts'
import { claimItem } from '../../../../core/tasks/claim-item.ts'
import { submitAnnotation } from '../../../../core/tasks/submit-annotation.ts'
import { closedBatch } from '../../../support/closed-batch.ts'
import { addItems, HandClock, newcomer, startProject, TOKEN } from '../../../support/community.ts'
import { databases } from '../../../support/databases.ts'

const ADDRESS = '0x1111111111111111111111111111111111111111'

test.each(databases)(
  '$name: two processes that end an appeal at once give its bond back once',
  async ({ open }) => {
    const { store, close } = await open()
    try {
      const clock = new HandClock()
      const project = await store.transaction((trx) => startProject(trx, clock, { protocol: 'peers' }))
      await addItems(store, project, 1)
      const ada = await store.transaction((trx) => newcomer(trx, clock, 'ada'))
      const batchId = newId<BatchId>()
      await store.transaction(async (trx) => {
        const { assignmentId, item } = await claimItem(trx, clock, ada, {})
        const given = { assignmentId, label: 'yes', platform: 'web' }
        const { annotationId } = await submitAnnotation(trx, clock, ada, given)
        const ended = { itemId: item.id, annotationId: annotationId as AnnotationId, outcome: 'accepted' }
        await closedBatch(trx, clock, project, { id: batchId, items: [ended] })
        await insertAppeal(trx, {
          id: newId<AppealId>(),
          itemId: item.id,
          batchId,
          position: 0,
          stage: 1,
          accountId: ada.id,
          personId: ada.personId,
          verdict: 'rejected',
          reason: 'Look again',
          bondWei: 3n * TOKEN,
          isFree: true,
          state: 'open',
          askedAt: clock.now(),
        })
        await changeWalletOf(trx, ada.id, { held: 3n * TOKEN })
      })
      const held = async () => (await store.transaction((trx) => findWallet(trx, ada.id)))?.heldWei ?? 0n
      const before = await held()
      const place = { chainId: 31_337n, ledger: ADDRESS, court: ADDRESS }
      const operators = { list: [], threshold: 1 }
      const appealing = { store, clock, place, operators, demo: null } as unknown as Appealing
      const ended = await Promise.all([closeAppeals(appealing), closeAppeals(appealing)])
      expect(ended.sort()).toEqual([0, 1])
      expect(await held()).toBe(before - 3n * TOKEN)
      const notices = await store.transaction((trx) =>
        trx.selectFrom('notifications').select('kind').where('kind', '=', 'appeal.closed').execute(),
      )
      expect(notices).toHaveLength(1)
    } finally {
      await close()
    }
  },
)
