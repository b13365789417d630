import { expect, test } from 'vitest'
import { newId } from '../../../core/ids.ts'
import { insertNotifications } from '../../../core/store/notifications.ts'
import { HandClock, visit } from '../../support/community.ts'
import { databases } from '../../support/databases.ts'

const MANY = 10_000

test.each(databases)('$name takes the notices of a long catch-up at once', async ({ open }) => {
  const { store, close } = await open()
  const clock = new HandClock()
  const params = { labels: 1, rewardWei: '1', slashedWei: '0', shareWei: '0', transactionHash: '0x1' }
  try {
    const stored = await store.transaction(async (trx) => {
      const { id: accountId } = await visit(trx, clock, 'ann')
      const rows = Array.from({ length: MANY }, (_, index) => ({
        id: newId<never>(),
        accountId,
        kind: 'payout.settled' as const,
        params,
        dedupeKey: `key-${index}`,
        createdAt: clock.now(),
      }))
      await insertNotifications(trx, rows)
      return await trx.selectFrom('notifications').select('id').execute()
    })
    expect(stored).toHaveLength(MANY)
  } finally {
    await close()
  }
})
