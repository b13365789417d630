import type { Project } from '../core/projects/project.ts'
import type { ButtonDraft } from './screen.ts'

/** The labels of a project as buttons of `command`, each with its name among the arguments. Short labels share a row;
 * Discord allows five rows of five, of which the last is left for others. */
export function labelRows(
  { definition }: Project,
  command: string,
  args: Readonly<Record<string, string>>,
): ButtonDraft[][] {
  const { labels } = definition.schema
  const perRow = labels.length > 8 ? 5 : labels.some((label) => label.title.length > 16) ? 2 : 3
  const buttons = labels.map(
    ({ name: label, title }): ButtonDraft => ({
      label: title,
      command,
      args: { ...args, label },
      style: 'primary',
    }),
  )
  const rows: ButtonDraft[][] = []
  for (let at = 0; at < buttons.length; at += perRow) rows.push(buttons.slice(at, at + perRow))
  return rows
}
