/** A row of a file, its fields as they were found. */
export interface Candidate {
  readonly line: number
  readonly id: unknown
  readonly text: unknown
  readonly gold: unknown
}
