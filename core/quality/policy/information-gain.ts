// biome-ignore-all lint/style/noNonNullAssertion: flat array indices are in range by construction
/**
 * What a person's answer to an item can be expected to say about its label, in nats: the mutual information
 * between the two. `posterior` holds the probability of each label; `answers` the probability of each answer
 * of this person where each label is true ([true][chosen] flattened). Never below 0; 0 for a sure label and for
 * a person whose answers do not depend on the label. Pure.
 * Source: Lindley, Annals of Mathematical Statistics 27, 1956.
 */
export function informationGain(posterior: readonly number[], answers: ArrayLike<number>): number {
  const labels = posterior.length
  const answer = new Float64Array(labels)
  let given = 0
  for (let k = 0; k < labels; k++) {
    for (let l = 0; l < labels; l++) {
      const p = answers[k * labels + l]!
      answer[l]! += posterior[k]! * p
      given += posterior[k]! * surprise(p)
    }
  }
  return Math.max(0, answer.reduce((sum, p) => sum + surprise(p), 0) - given)
}

/** The part of an outcome of this probability in an entropy. */
function surprise(probability: number): number {
  return probability > 0 ? -probability * Math.log(probability) : 0
}
