import { ExpectedError } from '../../../core/errors.ts'
import { buildCommunity } from '../../../core/quality/simulation/community.ts'
import type { CommunitySettings } from '../../../core/quality/simulation/community-settings.ts'
import { openStore } from '../../../core/store/database.ts'
import { type Measured, measure } from './measure.ts'
import { play } from './play.ts'
import type { Setting } from './settings.ts'
import { setStage } from './stage.ts'
import { type Summary, summarise } from './summarise.ts'

export interface SimulationOptions {
  readonly community: CommunitySettings
  readonly settings: readonly Setting[]
  readonly seed: number
  /** Plays of each setting, each with people and items of its own. */
  readonly runs: number
  /** No new play begins after this time, and one under way is given up; in seconds. */
  readonly seconds: number
}

/** A setting with what it came to. */
export interface SimulatedSetting extends Summary {
  readonly setting: Setting
}

/**
 * Plays a project under each setting. All settings meet the same communities, so that they can be compared
 * with few runs; the same options give the same figures, as long as the time suffices.
 * @throws ExpectedError `simulate.tooLong` when not even one play of each setting fits into the time
 */
export async function simulate(options: SimulationOptions): Promise<SimulatedSetting[]> {
  const { settings, community, runs, seconds } = options
  const endsAt = performance.now() + 1_000 * seconds
  const checkTime = () => {
    if (performance.now() > endsAt) throw new OutOfTime()
  }
  const rounds: Measured[][] = []
  try {
    while (rounds.length < runs) rounds.push(await playRound(options, rounds.length, checkTime))
  } catch (thrown) {
    if (!(thrown instanceof OutOfTime)) throw thrown
  }
  if (rounds.length === 0) throw new ExpectedError('simulate.tooLong', { seconds })
  return settings.map((setting, at) => {
    const measured = rounds.flatMap((round) => round[at] ?? [])
    return { setting, ...summarise(measured, community.items) }
  })
}

class OutOfTime extends Error {}

/** One play of every setting, with the same people and items. */
async function playRound(
  { settings, community, seed }: SimulationOptions,
  round: number,
  checkTime: () => void,
): Promise<Measured[]> {
  const most = Math.max(...settings.map(({ definition }) => definition.redundancy))
  const world = buildCommunity(community, seed + round, most * community.items)
  const measured: Measured[] = []
  for (const setting of settings) {
    const store = await openStore('sqlite::memory:')
    try {
      const stage = await setStage(store, setting, world)
      const played = await play(stage, checkTime)
      measured.push(await store.transaction((trx) => measure(trx, stage, played)))
    } finally {
      await store.close()
    }
  }
  return measured
}
