import { pino } from 'pino'
import { expect, test, vi } from 'vitest'
import { createScheduler } from '../../../core/jobs/scheduler.ts'

const NEVER = '0 0 0 1 1 *'
const log = pino({ level: 'silent' })

test('every job runs at the start, and one that fails harms no other', async () => {
  const runs: string[] = []
  const scheduler = createScheduler(
    [
      { name: 'broken', schedule: NEVER, run: async () => Promise.reject(new Error('no')) },
      { name: 'whole', schedule: NEVER, run: async () => runs.push('whole') },
    ],
    log,
  )
  scheduler.start()
  await vi.waitUntil(() => runs.length === 1)
  await expect(scheduler.runNow('broken')).rejects.toThrow('no')
  await scheduler.runNow('whole')
  expect(runs).toEqual(['whole', 'whole'])
  await scheduler.stop()
})

test('a job never runs twice at once, and stopping waits for it', async () => {
  let under = 0
  let most = 0
  let release = () => {}
  const gate = new Promise<void>((done) => {
    release = done
  })
  const run = async () => {
    most = Math.max(most, ++under)
    await gate
    under--
  }
  const scheduler = createScheduler([{ name: 'slow', schedule: '* * * * * *', run }], log)
  scheduler.start()
  const asked = [scheduler.runNow('slow'), scheduler.runNow('slow')]
  expect(under).toBe(1)
  release()
  await Promise.all(asked)
  await scheduler.stop()
  expect({ most, under }).toEqual({ most: 1, under: 0 })
})
