import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Arena, openArena } from './arena.ts'
import { MOVES } from './moves.ts'
import { playMoves } from './play.ts'

const DEFAULT_MOVES = 800
/** More of them, or other ones: DIFFERENTIAL_MOVES and DIFFERENTIAL_SEED in the environment. */
const MOVES_WANTED = Number(process.env.DIFFERENTIAL_MOVES ?? DEFAULT_MOVES)
const SEED = Number(process.env.DIFFERENTIAL_SEED ?? 1)
const PEOPLE = 16
const COMPARE_EVERY = 20

let arena: Arena

beforeAll(async () => {
  arena = await openArena(PEOPLE)
})
afterAll(() => arena.close())

test('contract and mirror keep the same words whatever is played', { timeout: 3_600_000 }, async () => {
  const done = await playMoves({
    arena,
    seed: SEED,
    count: MOVES_WANTED,
    async after(played, name) {
      if (played % COMPARE_EVERY !== 0 && played !== MOVES_WANTED) return
      expect(await arena.compare(), `${played}: ${name}`).toEqual([])
    },
  })
  // A run of the usual length gets to nearly everything that can be done to a ledger.
  const never = Object.keys(MOVES).filter((name) => !name.startsWith('pass') && !done.has(name))
  if (MOVES_WANTED >= DEFAULT_MOVES) expect(never.length, never.join()).toBeLessThan(4)
})
