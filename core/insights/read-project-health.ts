import type { ItemId, PersonId } from '../ids.ts'
import { pseudonym } from '../items/pseudonym.ts'
import { findProject } from '../projects/find-project.ts'
import { labelScale } from '../projects/label-scale.ts'
import type { Project } from '../projects/project.ts'
import type { Trx } from '../store/database.ts'
import { describeItems, displayNames, latestHealthAnswers } from '../store/health-answers.ts'
import { pseudonymKeyOf } from '../store/projects.ts'
import { assessHealth, type HealthFigures } from './assess-health.ts'
import { nameFigures } from './name-figures.ts'
import { type NumberedAnswers, numberAnswers } from './number-answers.ts'
import type { ProjectHealth } from './project-health.ts'

/** Keeps the report of a large project within a second or two. */
const ANSWERS_AT_MOST = 50_000

/**
 * The health of a project over its latest 50,000 counted annotations, in five queries whatever its size.
 * @throws ExpectedError `project.unknown`
 */
export async function readProjectHealth(trx: Trx, slug: string): Promise<ProjectHealth> {
  const project = await findProject(trx, slug)
  const rows = await latestHealthAnswers(trx, project.id, ANSWERS_AT_MOST)
  const names = project.definition.schema.labels.map(({ name }) => name)
  const numbered = numberAnswers(rows, names)
  const { scale, placeOf } = labelScale(project.definition)
  const figures = assessHealth(numbered.answers, { scale, places: numbered.labels.map(placeOf) })
  return {
    slug: project.slug,
    title: project.definition.title,
    annotations: rows.length,
    items: numbered.items.length,
    people: numbered.people.length,
    isPartial: rows.length === ANSWERS_AT_MOST,
    ...nameFigures(figures, await namesFor(trx, project, numbered, figures)),
  }
}

async function namesFor(trx: Trx, project: Project, numbered: NumberedAnswers, figures: HealthFigures) {
  const key = await pseudonymKeyOf(trx, project.id)
  const people = mentionedPeople(figures).map((person) => numbered.people[person] as PersonId)
  const items = mentionedItems(figures).map((item) => numbered.items[item] as ItemId)
  const displayed = await displayNames(trx, people)
  const described = await describeItems(trx, items)
  const titles = new Map(project.definition.schema.labels.map(({ name, title }) => [name, title]))
  return {
    label: (number: number) => {
      const name = numbered.labels[number] ?? ''
      return { name, title: titles.get(name) ?? name }
    },
    person: (number: number) => {
      const person = numbered.people[number] as PersonId
      const id = pseudonym(key, person)
      return { id, name: displayed.get(person) ?? id }
    },
    item: (number: number) => {
      const found = described.get(numbered.items[number] as ItemId)
      return { id: found?.externalId ?? '', text: found?.text ?? '' }
    },
  }
}

function mentionedPeople({ lowestPairs, drift, suspects }: HealthFigures): number[] {
  const people = [
    ...lowestPairs.flatMap((pair) => pair.people),
    ...[...drift.people, ...suspects.tooFast, ...suspects.constant, ...suspects.random].map(
      ({ person }) => person,
    ),
    ...suspects.collusion.flatMap((group) => group.people),
  ]
  return [...new Set(people)]
}

function mentionedItems({ confusedPairs, hardestItems }: HealthFigures): number[] {
  const items = [
    ...confusedPairs.flatMap(({ examples }) => examples),
    ...hardestItems.map(({ item }) => item),
  ]
  return [...new Set(items)]
}
