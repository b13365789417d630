import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EventQueue } from '../../../../bots/terminal/simulate/event-queue.ts'

test('events come in the order of their time, those of one moment in the order they were added', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (times) => {
      const queue = new EventQueue<{ atMs: number; number: number }>()
      for (const [number, atMs] of times.entries()) queue.add({ atMs, number })
      const taken = Array.from(times, () => queue.take())
      const wanted = times
        .map((atMs, number) => ({ atMs, number }))
        .sort((a, b) => a.atMs - b.atMs || a.number - b.number)
      expect(taken).toEqual(wanted)
      expect(queue.take()).toBeUndefined()
    }),
  )
})

test('events may be added while others are taken', () => {
  const queue = new EventQueue<{ atMs: number }>()
  queue.add({ atMs: 3 })
  queue.add({ atMs: 1 })
  expect(queue.take()).toEqual({ atMs: 1 })
  queue.add({ atMs: 2 })
  expect([queue.take(), queue.take(), queue.take()]).toEqual([{ atMs: 2 }, { atMs: 3 }, undefined])
})
