// biome-ignore-all lint/style/noNonNullAssertion: array indices are in range by construction
/**
 * Assigns rows to different columns so that the sum of their gains is largest. Returns each row's column, -1 for
 * rows left over. Any finite gains, also of a matrix that is not square; cubic in its longer side.
 * Source: Kuhn, "The Hungarian method for the assignment problem", 1955, with the potentials of Jonker and
 * Volgenant 1987.
 */
export function bestAssignment(gains: readonly (readonly number[])[]): number[] {
  const columns = gains[0]?.length ?? 0
  const size = Math.max(gains.length, columns)
  const highest = Math.max(0, ...gains.flat())
  // Rows and columns that fill the square up gain nothing, and costs must not be negative.
  const cost = (row: number, column: number) => highest - (gains[row]?.[column] ?? 0)
  const state: Potentials = {
    row: new Array<number>(size + 1).fill(0),
    column: new Array<number>(size + 1).fill(0),
    rowOf: new Array<number>(size + 1).fill(0),
  }
  for (let row = 1; row <= size; row++) augment(state, row, cost)
  const assigned = new Array<number>(gains.length).fill(-1)
  for (let column = 1; column <= columns; column++) {
    const row = state.rowOf[column]! - 1
    if (row < gains.length) assigned[row] = column - 1
  }
  return assigned
}

/** All lists count from 1; 0 stands for no column. */
interface Potentials {
  readonly row: number[]
  readonly column: number[]
  /** The row that each column is assigned to; 0 for none. */
  readonly rowOf: number[]
}

/** Finds a cheapest path for one more row and turns it around. */
function augment(state: Potentials, start: number, cost: (row: number, column: number) => number): void {
  const size = state.rowOf.length - 1
  const least = new Array<number>(size + 1).fill(Number.POSITIVE_INFINITY)
  const before = new Array<number>(size + 1).fill(0)
  const isDone = new Array<boolean>(size + 1).fill(false)
  state.rowOf[0] = start
  let column = 0
  while (state.rowOf[column] !== 0) {
    isDone[column] = true
    const row = state.rowOf[column]!
    let next = 0
    for (let to = 1; to <= size; to++) {
      if (isDone[to]) continue
      const reduced = cost(row - 1, to - 1) - state.row[row]! - state.column[to]!
      if (reduced < least[to]!) {
        least[to] = reduced
        before[to] = column
      }
      if (next === 0 || least[to]! < least[next]!) next = to
    }
    shift(state, least, isDone, least[next]!)
    column = next
  }
  while (column !== 0) {
    state.rowOf[column] = state.rowOf[before[column]!]!
    column = before[column]!
  }
}

function shift(state: Potentials, least: number[], isDone: readonly boolean[], by: number): void {
  for (const [column, done] of isDone.entries()) {
    if (done) {
      state.row[state.rowOf[column]!]! += by
      state.column[column]! -= by
    } else least[column]! -= by
  }
}
