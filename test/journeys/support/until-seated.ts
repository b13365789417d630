import { expect } from 'vitest'
import type { Community } from './validators.ts'

const PATIENCE_MS = 60_000

/** Waits until so many people have a seat, so that they can be drawn. */
export async function untilSeated({ tagora }: Community, count: number): Promise<void> {
  const { store, scheduler } = tagora.app
  const seated = async () => {
    await scheduler.runNow('settle')
    const seats = await store.transaction((trx) =>
      trx.selectFrom('seats').select('seat').where('state', '=', 'taken').execute(),
    )
    return seats.length
  }
  await expect.poll(seated, { timeout: PATIENCE_MS, interval: 100 }).toBe(count)
}
