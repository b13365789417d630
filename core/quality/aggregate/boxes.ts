// biome-ignore-all lint/style/noNonNullAssertion: array indices are in range by construction
import type { Answer } from './aggregator.ts'
import { firstAnswers } from './aggregator.ts'

/** An axis-parallel box, corners in any one unit; x1 < x2, y1 < y2. */
export interface Box {
  readonly label: string
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

export interface FusedBox extends Box {
  /** Share of the item's people (by weight) who drew it. */
  readonly confidence: number
}

export interface BoxOptions {
  /** Boxes that overlap this much (intersection over union) are one object. */
  readonly overlap?: number
  /** Boxes drawn by less than this share of the people are dropped. */
  readonly keep?: number
  /** Weight per person; 1 where absent. */
  readonly weights?: ReadonlyMap<string, number>
}

interface Drawn {
  readonly box: Box
  readonly person: string
  readonly weight: number
}

/** Intersection over union of two boxes, whatever their labels. */
export function boxOverlap(a: Box, b: Box): number {
  const width = Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1)
  const height = Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1)
  if (width <= 0 || height <= 0) return 0
  const area = (box: Box) => (box.x2 - box.x1) * (box.y2 - box.y1)
  return (width * height) / (area(a) + area(b) - width * height)
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
    a.box.y2 - b.box.y2
  )
}

function fuseItem(answers: readonly Answer<readonly Box[]>[], options: BoxOptions): FusedBox[] {
  const weightOf = (person: string) => options.weights?.get(person) ?? 1
  const drawn = answers.flatMap(({ person, value }) =>
    value.map((box) => ({ box, person, weight: weightOf(person) })),
  )
  const clusters: Drawn[][] = []
  for (const entry of drawn.filter(({ weight }) => weight > 0).sort(byWeightThenPlace)) {
    const cluster = bestCluster(clusters, entry, options.overlap ?? 0.5)
    if (cluster) cluster.push(entry)
    else clusters.push([entry])
  }
  const everybody = answers.reduce((sum, { person }) => sum + weightOf(person), 0)
  return clusters
    .map((cluster) => ({
      ...fuse(cluster),
      confidence: cluster.reduce((sum, { weight }) => sum + weight, 0) / everybody,
    }))
    .filter(({ confidence }) => confidence >= (options.keep ?? 0.5))
    .sort((a, b) => b.confidence - a.confidence)
}

/**
 * Boxes of many people fused per item: overlapping boxes of one label become one, corners averaged by weight;
 * what too few people drew is dropped.
 * Source: Solovyev, Wang and Gabruseva, "Weighted boxes fusion", Image and Vision Computing 107, 2021.
 */
export function fuseBoxes(
  answers: readonly Answer<readonly Box[]>[],
  options: BoxOptions = {},
): Map<string, { value: FusedBox[]; confidence: number }> {
  const byItem = Map.groupBy(firstAnswers(answers), (answer) => answer.item)
  return new Map(
    [...byItem].map(([item, own]) => {
      const value = fuseItem(own, options)
      const sum = value.reduce((total, { confidence }) => total + confidence, 0)
      return [item, { value, confidence: value.length === 0 ? 0 : sum / value.length }]
    }),
  )
}
