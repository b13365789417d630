// biome-ignore-all lint/style/noNonNullAssertion: array indices are in range by construction
import type { Answer } from './aggregator.ts'
import { firstAnswers, TIE } from './aggregator.ts'
import { type Box, boxF1, boxOverlap } from './box-agreement.ts'
import { learnWeights } from './learn-weights.ts'

export interface FusedBox extends Box {
  /** Share of the item's people (by weight) who drew it. */
  readonly confidence: number
}

export interface BoxOptions {
  /** Boxes that overlap this much (intersection over union) are one object. */
  readonly overlap?: number
  /** Boxes drawn by less than this share of the people are dropped. */
  readonly keep?: number
  /** Weight per person, 1 where absent; learned from how well each agrees with all when left out. */
  readonly weights?: ReadonlyMap<string, number>
}

const DEFAULT_OVERLAP = 0.5

interface Drawn {
  readonly box: Box
  readonly person: string
  readonly weight: number
}

function fuse(cluster: readonly Drawn[]): Box {
  const total = cluster.reduce((sum, { weight }) => sum + weight, 0)
  const mean = (side: 'x1' | 'y1' | 'x2' | 'y2') =>
    cluster.reduce((sum, { box, weight }) => sum + weight * box[side], 0) / total
  return { label: cluster[0]!.box.label, x1: mean('x1'), y1: mean('y1'), x2: mean('x2'), y2: mean('y2') }
}

function bestCluster(clusters: readonly Drawn[][], drawn: Drawn, overlap: number): Drawn[] | undefined {
  let best: Drawn[] | undefined
  let highest = overlap
  for (const cluster of clusters) {
    if (cluster[0]!.box.label !== drawn.box.label) continue
    // A person draws an object once: a second box of theirs is another object.
    if (cluster.some(({ person }) => person === drawn.person)) continue
    const iou = boxOverlap(fuse(cluster), drawn.box)
    if (iou > highest) {
      highest = iou
      best = cluster
    }
  }
  return best
}

function byWeightThenPlace(a: Drawn, b: Drawn): number {
  return (
    b.weight - a.weight ||
    a.box.x1 - b.box.x1 ||
    a.box.y1 - b.box.y1 ||
    a.box.x2 - b.box.x2 ||
    a.box.y2 - b.box.y2 ||
    (a.box.label < b.box.label ? -1 : Number(a.box.label > b.box.label))
  )
}

function fuseItem(
  answers: readonly Answer<readonly Box[]>[],
  options: BoxOptions & { readonly shared?: boolean },
  weights: ReadonlyMap<string, number>,
): FusedBox[] {
  const weightOf = (person: string) => weights.get(person) ?? 1
  const drawn = answers.flatMap(({ person, value }) =>
    value.map((box) => ({ box, person, weight: weightOf(person) })),
  )
  const clusters: Drawn[][] = []
  for (const entry of drawn.filter(({ weight }) => weight > 0).sort(byWeightThenPlace)) {
    const cluster = bestCluster(clusters, entry, options.overlap ?? DEFAULT_OVERLAP)
    if (cluster) cluster.push(entry)
    else clusters.push([entry])
  }
  const everybody = answers.reduce((sum, { person }) => sum + weightOf(person), 0)
  return clusters
    .filter((cluster) => !options.shared || cluster.length > 1)
    .map((cluster) => ({
      ...fuse(cluster),
      confidence: Math.min(1, cluster.reduce((sum, { weight }) => sum + weight, 0) / everybody),
    }))
    .filter(({ confidence }) => confidence >= (options.keep ?? 0.5) - TIE)
    .sort((a, b) => b.confidence - a.confidence)
}

/**
 * Boxes of many people fused per item: overlapping boxes of one label become one, corners averaged by weight;
 * what too few people drew is dropped. A person counts as much as their boxes agree with everybody's elsewhere.
 * The confidence of an item is the mean of its boxes', 1 when all agree that there is none.
 * Source: Solovyev, Wang and Gabruseva, "Weighted boxes fusion", Image and Vision Computing 107, 2021.
 */
export function fuseBoxes(
  answers: readonly Answer<readonly Box[]>[],
  options: BoxOptions = {},
): Map<string, { value: FusedBox[]; confidence: number }> {
  const kept = firstAnswers(answers)
  // While people are weighed, what two of them drew is taken for real: few may know among many who do not.
  const shared = (own: readonly Answer<readonly Box[]>[], weights: ReadonlyMap<string, number>) =>
    fuseItem(own, { ...options, keep: 0, shared: true }, weights)
  const overlap = options.overlap ?? DEFAULT_OVERLAP
  const weights =
    options.weights ?? learnWeights(kept, shared, (drawn, fused) => boxF1(drawn, fused, overlap))
  const byItem = Map.groupBy(kept, (answer) => answer.item)
  return new Map(
    [...byItem].map(([item, own]) => {
      const value = fuseItem(own, options, weights)
      const sum = value.reduce((total, { confidence }) => total + confidence, 0)
      return [
        item,
        { value, confidence: value.length === 0 ? shareOfNone(own, weights) : sum / value.length },
      ]
    }),
  )
}

/** Share of an item's people, by weight, who drew nothing at all. */
function shareOfNone(own: readonly Answer<readonly Box[]>[], weights: ReadonlyMap<string, number>): number {
  const weight = (answers: typeof own) =>
    answers.reduce((sum, { person }) => sum + (weights.get(person) ?? 1), 0)
  const all = weight(own)
  return all > 0 ? weight(own.filter(({ value }) => value.length === 0)) / all : 0
}
