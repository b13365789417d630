import type { Clock, Instant } from '../../../core/clock.ts'
import { createProject } from '../../../core/projects/create-project.ts'
import type { ProjectDefinitionSource } from '../../../core/projects/definition.ts'
import { parseProjectFile } from '../../../core/projects/parse-project-file.ts'
import type { Project } from '../../../core/projects/project.ts'
import type { Store } from '../../../core/store/database.ts'

export const clock: Clock = { now: () => '2026-01-02T03:04:05.678Z' as Instant }

/** A valid project file as an object, to be changed by a test. */
export function projectFile(): ProjectDefinitionSource {
  return {
    name: 'fruit',
    title: 'Fruit',
    description: 'Tell fruit apart.',
    languages: ['en'],
    schema: {
      task: 'classification',
      question: 'Which fruit is it?',
      labels: [
        { name: 'apple', title: 'Apple', definition: 'Grows on apple trees.' },
        { name: 'pear', title: 'Pear', definition: 'Grows on pear trees.' },
      ],
    },
    guideline: {
      summary: 'Look at the shape.',
      good: [{ text: 'round and red', label: 'apple', why: 'Pears are not round.' }],
      poor: [{ text: 'round and green', label: 'pear', why: 'Wrong: pears are not round.' }],
    },
    redundancy: 3,
    maxRedundancy: 5,
    rewards: { annotation: '0.1', budget: '1000' },
    stake: { perAnnotation: 1, slash: '0.2' },
  }
}

/** Creates a project from the valid file with some of its fields replaced. */
export async function makeProject(
  store: Store,
  changes: Partial<ProjectDefinitionSource> = {},
): Promise<Project> {
  const parsed = parseProjectFile(JSON.stringify({ ...projectFile(), ...changes }), 'project.json')
  return await store.transaction((trx) => createProject(trx, clock, { ...parsed, createdBy: null }))
}
