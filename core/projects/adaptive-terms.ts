import { impliedLoss } from '../quality/policy/annotation-value.ts'

/** What of a project file says how much evidence is worth; amounts in wei. */
interface AdaptiveFile {
  readonly maxRedundancy: number
  readonly rewards: { readonly annotation: bigint }
  readonly adaptive?:
    | {
        readonly annotationCost?: bigint | undefined
        readonly wrongDecisionLoss?: bigint | undefined
      }
    | undefined
}

/** In wei, with the defaults derived. */
export interface AdaptiveAmounts {
  readonly annotationCost: bigint
  readonly wrongDecisionLoss: bigint
}

/**
 * An adaptive project's amounts: an annotation costs its reward, and a wrong decision loses what whoever
 * allows `maxRedundancy` annotations must think it does. Null when the project is not adaptive.
 */
export function adaptiveTerms({ adaptive, rewards, maxRedundancy }: AdaptiveFile): AdaptiveAmounts | null {
  if (!adaptive) return null
  const annotationCost = adaptive.annotationCost ?? rewards.annotation
  const hundredths = BigInt(Math.round(100 * impliedLoss(maxRedundancy)))
  return {
    annotationCost,
    wrongDecisionLoss: adaptive.wrongDecisionLoss ?? (annotationCost * hundredths) / 100n,
  }
}
