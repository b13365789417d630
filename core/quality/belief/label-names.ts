import type { ProjectDefinition } from '../../projects/definition.ts'

/** Names by definition: the definition of a project is parsed once and shared. */
const names = new WeakMap<ProjectDefinition, readonly string[]>()

/** The names of a schema's labels, in its order. */
export function labelNames(definition: ProjectDefinition): readonly string[] {
  const known = names.get(definition)
  if (known) return known
  const fresh = definition.schema.labels.map((label) => label.name)
  names.set(definition, fresh)
  return fresh
}
