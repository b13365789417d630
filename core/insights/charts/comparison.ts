/** A value with the interval around it; both ends null when there is none. */
export interface Estimate {
  readonly mean: number
  readonly low: number | null
  readonly high: number | null
}

/** One thing that is measured of every row. */
export interface Panel {
  readonly title: string
  /** How a value of it is written, on the axis and beside its dot. */
  readonly format: (value: number) => string
  /** No value can lie outside; an axis does not show what cannot be. */
  readonly least: number
  readonly most: number
}

export interface ComparedRow {
  readonly name: string
  readonly highlighted: boolean
  /** One per panel. */
  readonly values: readonly Estimate[]
}

/** Rows compared in several figures, as a picture shows them. All texts are in the reader's language. */
export interface Comparison {
  readonly title: string
  readonly subtitle: string
  readonly panels: readonly Panel[]
  readonly rows: readonly ComparedRow[]
  /** Says what the colours mean. */
  readonly legend: { readonly highlighted: string; readonly other: string; readonly interval: string }
}
