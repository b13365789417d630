/** What of a project file says when a verdict may take a stake. */
interface MinorityTerms {
  readonly minorities: { readonly belief?: number | undefined }
  readonly threshold: { readonly numerator: number; readonly denominator: number }
}

/**
 * How probable it must be that a verdict is right before it takes a stake from somebody without a further vote: by
 * default as much as the share of votes that the project asks for. Agreement of that share is usually surer than that;
 * where what is known of the people says less, votes and records contradict each other.
 */
export function minorityBelief({ minorities, threshold }: MinorityTerms): number {
  return minorities.belief ?? threshold.numerator / threshold.denominator
}
