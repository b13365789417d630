import type { Scale } from '../quality/krippendorff-alpha.ts'
import type { ProjectDefinition } from './definition.ts'

/** How far labels of a project are from each other, for agreement. */
export interface LabelScale {
  readonly scale: Scale
  /** Where the label of this name is on the scale: the name itself, or a number; undefined for labels that the project
   * no longer has, unless they are but names. */
  placeOf(name: string): string | number | undefined
}

/** The scale of a project's labels: by name, by their order in the file, or by the numbers that their names are. */
export function labelScale({ schema: { scale, labels } }: Pick<ProjectDefinition, 'schema'>): LabelScale {
  if (scale === 'nominal') return { scale, placeOf: (name) => name }
  const places = new Map(labels.map(({ name }, index) => [name, scale === 'ordinal' ? index : Number(name)]))
  return { scale, placeOf: (name) => places.get(name) }
}
