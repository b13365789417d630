import { expect } from 'vitest'
import { PARAMS } from '../book/village.ts'
import type { Arena } from './arena.ts'
import { type Game, grantSession, MOVES } from './moves.ts'
import { randomOf } from './random.ts'

export interface Play {
  readonly arena: Arena
  readonly seed: number
  readonly count: number
  /** Called after each move; `played` counts from 1. */
  readonly after?: (played: number, name: string) => Promise<void>
}

/** Reverts of a call whose arguments come from the mirror would mean that it is out of step. */
const OUT_OF_STEP = /BadData|BadSignature|unknown/

/** Plays random moves on a ledger, which the mirror follows. Returns how often each succeeded. */
export async function playMoves({ arena, seed, count, after }: Play): Promise<Map<string, number>> {
  const game: Game = { arena, random: randomOf(seed) }
  const bag = Object.entries(MOVES).flatMap(([name, [weight]]) => Array<string>(weight).fill(name))
  const done = new Map<string, number>()
  await begin(game)
  for (let played = 1; played <= count; played++) {
    const name = game.random.pick(bag)
    const acted = await MOVES[name]?.[1](game)
    if (acted?.receipt) done.set(name, (done.get(name) ?? 0) + 1)
    // An audit of an item that is skipped, flagged or was not voted on is refused as bad data too.
    if (acted?.reason && name !== 'audit') expect(`${name}: ${acted.reason}`).not.toMatch(OUT_OF_STEP)
    if (acted?.receipt) expect(await arena.follow(), `${played}: ${name}`).toEqual([])
    await after?.(played, name)
  }
  return done
}

/** Three projects, people with stake and sessions, most of them with a seat. */
async function begin(game: Game): Promise<void> {
  const { arena, random } = game
  for (const change of [
    {},
    { draws: 5, panelDraws: 8, minVotes: 2, vestHours: 24 },
    { draws: 8, panelDraws: 8 },
  ]) {
    const params = { ...PARAMS, validatorReward: 60n, panelDraws: 5, windowMinutes: 60, ...change }
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
