/** A row of a file, its fields as they were found. */
export interface Candidate {
  readonly line: number
  readonly id: unknown
  readonly text: unknown
  readonly gold: unknown
  /** Why it is the known answer. */
  readonly goldWhy: unknown
}
