import { ExpectedError } from '../../errors.ts'
import type { Project } from '../../projects/project.ts'

/** Refuses a label that the project has not; null, for none, is fine.
 * @throws ExpectedError `task.unknownLabel` */
export function checkLabel({ definition }: Project, label: string | null): void {
  const { labels } = definition.schema
  if (label === null || labels.some((one) => one.name === label)) return
  const titles = labels.map((one) => one.title).join(', ')
  throw new ExpectedError('task.unknownLabel', { label: label.slice(0, 40), labels: titles })
}
