import { krippendorffAlpha } from '../krippendorff-alpha.ts'
import { type Answers, groupByItem } from './answers.ts'

/**
 * Agreement on each label by itself, in the order of labels: Krippendorff's alpha when all that is asked is whether an
 * item has this label or another. Null for a label that nobody, or everybody, always gave. With two labels both are
 * the alpha of the whole.
 * Source: agreement on a particular category of J. Fleiss, "Measuring Nominal Scale Agreement Among Many Raters",
 * Psychological Bulletin 76 (1971), with alpha in kappa's place so that answers may be missing.
 */
export function labelAlphas(answers: Answers): (number | null)[] {
  const groups = groupByItem(answers)
  return Array.from({ length: answers.labels }, (_, label) =>
    krippendorffAlpha(
      groups.map((group) => group.map((answer) => (answer.label === label ? 'it' : 'other'))),
    ),
  )
}
