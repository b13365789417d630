import { GRADES, type PersonCounts } from '../graded-model.ts'
import { defaultPower, type ProjectState, VIEWS } from '../graded-posterior.ts'

/** A project before its first refit: every label and every grade of difficulty equally probable. */
export function unknownProject(labels: readonly string[]): ProjectState {
  const cells = labels.length * GRADES.length
  const prior = {
    labels,
    logPrior: new Array<number>(cells).fill(-Math.log(cells)),
    frequencies: new Array<number>(labels.length).fill(1 / labels.length),
  }
  return { priors: VIEWS.map(() => prior), power: defaultPower(labels.length), voteShare: 0 }
}

/** A person no refit has seen: no counts, in each view. `classes` is the number of labels. */
export function unknownPerson(classes: number): PersonCounts[] {
  return VIEWS.map(() => ({
    skill: new Array<number>(classes * classes).fill(0),
    habit: new Array<number>(classes).fill(0),
  }))
}
