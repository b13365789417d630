import type { StoredProject } from '../store/projects.ts'
import { type ProjectDefinition, projectDefinition } from './definition.ts'
import type { Project } from './project.ts'

/** Enough for every project in use; a text is parsed again after it fell out. */
const MAX_DEFINITIONS = 100
/** Parsed definitions by their stored text: a text never changes its meaning, so nothing goes stale. */
const definitions = new Map<string, ProjectDefinition>()

/** The domain object of a stored project. Its definition is shared between callers and frozen. */
export function loadProject({ source, ...project }: StoredProject): Project {
  return { ...project, definition: definitionOf(source) }
}

function definitionOf(source: string): ProjectDefinition {
  const known = definitions.get(source)
  if (known) return known
  const definition = deepFreeze(projectDefinition.parse(JSON.parse(source)))
  const [oldest] = definitions.keys()
  if (oldest !== undefined && definitions.size >= MAX_DEFINITIONS) definitions.delete(oldest)
  definitions.set(source, definition)
  return definition
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze)
  return value
}
