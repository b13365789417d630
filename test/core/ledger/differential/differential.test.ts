import { afterAll, beforeAll, expect, test } from 'vitest'
import { paramsLayout } from '../../../../core/ledger/words.ts'
import { PARAMS } from '../book/village.ts'
import { type Arena, openArena } from './arena.ts'
import { type Game, grantSession, MOVES } from './moves.ts'
import { randomOf } from './random.ts'

const DEFAULT_MOVES = 800
/** More of them, or other ones: DIFFERENTIAL_MOVES and DIFFERENTIAL_SEED in the environment. */
const MOVES_WANTED = Number(process.env.DIFFERENTIAL_MOVES ?? DEFAULT_MOVES)
const SEED = Number(process.env.DIFFERENTIAL_SEED ?? 1)
const PEOPLE = 16
const COMPARE_EVERY = 20
/** Reverts of a call whose arguments come from the mirror would mean that it is out of step. */
const OUT_OF_STEP = /BadData|BadSignature|unknown/

let arena: Arena

beforeAll(async () => {
  arena = await openArena(PEOPLE)
})
afterAll(() => arena.close())

async function begin(game: Game): Promise<void> {
  const { random } = game
  for (const change of [
    {},
    { draws: 5, panelDraws: 8, minVotes: 2, vestHours: 24 },
    { draws: 8, panelDraws: 8 },
  ]) {
    const params = { ...PARAMS, validatorReward: 60n, panelDraws: 5, windowMinutes: 60, ...change }
    expect(Object.keys(params)).toEqual(Object.keys(paramsLayout.unpack(0n)))
    expect((await arena.act(arena.deployer, 'createProject', [params])).reason).toBeNull()
  }
  for (const project of [1, 2, 3]) await arena.act(arena.deployer, 'fundProject', [project, 300_000n])
  await arena.act(arena.deployer, 'fundSponsorship', [20_000n])
  for (const owner of arena.people) {
    await arena.act(arena.deployer, 'deposit', [owner, 40_000n + BigInt(random.below(20_000))])
    await grantSession(game, owner)
    if (!random.once(3)) await arena.act(owner, 'takeSeat', [20_000n])
  }
  expect(await arena.follow()).toEqual([])
}

test('contract and mirror keep the same words whatever is played', { timeout: 3_600_000 }, async () => {
  const game: Game = { arena, random: randomOf(SEED) }
  const bag = Object.entries(MOVES).flatMap(([name, [weight]]) => Array<string>(weight).fill(name))
  const done = new Map<string, number>()
  await begin(game)
  for (let played = 1; played <= MOVES_WANTED; played++) {
    const name = game.random.pick(bag)
    const acted = await MOVES[name]?.[1](game)
    if (acted?.receipt) done.set(name, (done.get(name) ?? 0) + 1)
    // An audit of an item that is skipped, flagged or was not voted on is refused as bad data too.
    if (acted?.reason && name !== 'audit') expect(`${name}: ${acted.reason}`).not.toMatch(OUT_OF_STEP)
    if (acted?.receipt) expect(await arena.follow(), `${played}: ${name}`).toEqual([])
    if (played % COMPARE_EVERY === 0 || played === MOVES_WANTED) {
      expect(await arena.compare(), `${played}: ${name}`).toEqual([])
    }
  }
  // A run of the usual length gets to nearly everything that can be done to a ledger.
  const never = Object.keys(MOVES).filter((name) => !name.startsWith('pass') && !done.has(name))
  if (MOVES_WANTED >= DEFAULT_MOVES) expect(never.length, never.join()).toBeLessThan(4)
})
