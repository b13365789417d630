import type { ProjectDefinition } from '../../projects/definition.ts'
import { messageRoom, shownLength } from '../../projects/platform-limits.ts'
import type { TeachingItem } from '../../store/training.ts'

/** One thing to learn from. */
export interface LessonExample {
  /** good: it has this label; poor: it was given this label, wrongly; known: a former gold item, or one that experts decided,
   * with this label. */
  readonly kind: 'good' | 'poor' | 'known'
  readonly text: string
  readonly label: string
  readonly why: string | null
}

const MOST_EXAMPLES = 4

/**
 * Examples of exactly two labels, for somebody who calls `given` what is `truth`: what is `truth` and was often taken
 * for `given`, what the guideline says is wrongly called `given`, and good examples of both. As many as fit into one
 * message beside the definitions of the labels, the most telling first, and another choice of equals with each
 * `turn`.
 */
export function chooseExamples(
  definition: ProjectDefinition,
  { truth, given }: { truth: string; given: string },
  known: readonly TeachingItem[],
  turn: number,
): LessonExample[] {
  const { good, poor } = definition.guideline
  const ofGuideline = (kind: 'good' | 'poor', label: string) =>
    rotated(
      (kind === 'good' ? good : poor).filter((example) => example.label === label),
      turn,
    ).map(({ text, why }): LessonExample => ({ kind, text, label, why }))
  const formerGold = rotated(known, turn).map(
    ({ text, why }): LessonExample => ({ kind: 'known', text, label: truth, why }),
  )
  const lists = [
    formerGold,
    ofGuideline('poor', given),
    ofGuideline('good', truth),
    ofGuideline('good', given),
  ]
  const firsts = lists.flatMap((list) => list.slice(0, 1))
  const wanted = [...firsts, ...lists.flatMap((list) => list.slice(1))]
  return fitting(wanted, roomFor(definition, truth, given))
}

function rotated<T>(list: readonly T[], turn: number): T[] {
  const at = list.length > 0 ? turn % list.length : 0
  return [...list.slice(at), ...list.slice(0, at)]
}

function roomFor({ schema, title }: ProjectDefinition, truth: string, given: string): number {
  const labels = schema.labels.filter((label) => label.name === truth || label.name === given)
  return messageRoom([title, ...labels.flatMap((label) => [label.title, `${label.definition}\n`])])
}

function fitting(wanted: readonly LessonExample[], room: number): LessonExample[] {
  const chosen: LessonExample[] = []
  let left = room
  for (const example of wanted) {
    const length =
      shownLength(example.text) + shownLength(`${example.why ?? ''}\n`) + shownLength(example.label)
    if (chosen.length === MOST_EXAMPLES || length > left) continue
    chosen.push(example)
    left -= length
  }
  return chosen
}
