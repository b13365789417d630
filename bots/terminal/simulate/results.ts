import type { ProjectDefinition } from '../../../core/projects/definition.ts'
import type { CommunitySettings } from '../../../core/quality/simulation/community-settings.ts'
import type { SimulatedSetting } from './simulate.ts'

/** Everything that is shown of a simulation. */
export interface SimulationResults {
  readonly definition: ProjectDefinition
  readonly community: CommunitySettings
  readonly simulated: readonly SimulatedSetting[]
  /** More than were played when the time was up before. */
  readonly wantedRuns: number
}
