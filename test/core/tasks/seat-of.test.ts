import { describe, expect, test } from 'vitest'
import { instantOf } from '../../../core/clock.ts'
import { newId } from '../../../core/ids.ts'
import type { AssignedItem, AssignmentState } from '../../../core/store/assignments.ts'
import type { Round } from '../../../core/store/rounds.ts'
import { seatOf } from '../../../core/tasks/seat-of.ts'

const deadline = instantOf(1_000)
const inTime = instantOf(1_000)
const tooLate = instantOf(1_001)
const project = { protocol: 'independent', maxRedundancy: 5 } as const

function assigned(state: AssignmentState, round: Partial<Round> = {}): AssignedItem {
  const ids = { itemId: newId<Round['itemId']>(), projectId: newId<Round['projectId']>() }
  return {
    assignment: {
      ...ids,
      id: newId(),
      accountId: newId(),
      personId: newId(),
      round: 1,
      role: 'annotator',
      state,
      leasedAt: instantOf(0),
      deadline,
    },
    item: {
      id: ids.itemId,
      projectId: ids.projectId,
      externalId: '1',
      content: { text: 'text' },
      state: 'open',
    },
    round: { ...ids, number: 1, itemState: 'open', wanted: 3, openSlots: 0, ...round },
    gold: null,
  }
}

describe('a live lease', () => {
  test('counts, in time at its very deadline', () => {
    const one = assigned('leased')
    expect(seatOf(one, project, inTime)).toEqual({ counted: true, late: false, round: one.round })
  })

  test('counts after its deadline as long as nobody took its slot, and is late', () => {
    const one = assigned('leased')
    expect(seatOf(one, project, tooLate)).toEqual({ counted: true, late: true, round: one.round })
  })
})

describe('an expired lease', () => {
  test('takes a free slot', () => {
    const seat = seatOf(assigned('expired', { openSlots: 2 }), project, tooLate)
    expect(seat).toMatchObject({ counted: true, late: true, round: { wanted: 3, openSlots: 1 } })
  })

  test('widens a full round by one', () => {
    const seat = seatOf(assigned('expired'), project, tooLate)
    expect(seat).toMatchObject({ counted: true, late: true, round: { wanted: 4, openSlots: 0 } })
  })

  test('is kept uncounted when the round is as wide as the project allows', () => {
    const one = assigned('expired', { wanted: 5 })
    expect(seatOf(one, project, tooLate)).toEqual({ counted: false, late: true, round: one.round })
  })

  test.each(['decided', 'expert'] as const)('is kept uncounted when the item is %s', (itemState) => {
    const seat = seatOf(assigned('expired', { itemState }), project, tooLate)
    expect(seat.counted).toBe(false)
  })

  test('is kept uncounted when a new round began', () => {
    expect(seatOf(assigned('expired', { number: 2, openSlots: 3 }), project, tooLate).counted).toBe(false)
  })
})
