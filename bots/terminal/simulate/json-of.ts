import type { SimulationResults } from './results.ts'
import { figureNames } from './summarise.ts'
import { unbeaten } from './unbeaten.ts'

/** A simulation as one JSON object: what was assumed, then every setting with its figures. */
export function jsonOf({ definition, community, simulated, wantedRuns }: SimulationResults, seed: number) {
  const standing = unbeaten(simulated)
  return {
    project: definition.name,
    seed,
    wantedRuns,
    community,
    settings: simulated.map(({ setting, runs, figures, flagged }, at) => ({
      protocol: setting.definition.protocol,
      votes: setting.definition.validation.minVotes,
      redundancy: setting.definition.redundancy,
      maxRedundancy: setting.definition.maxRedundancy,
      threshold: setting.definition.threshold,
      adaptive: setting.definition.adaptive !== undefined,
      unbeaten: standing[at],
      runs,
      ...Object.fromEntries(figureNames.map((name) => [name, figures[name]])),
      flagged,
    })),
  }
}
