/** Pixels a point: sharp on every screen. */
export const SCALE = 2

/** In points. */
export const LAYOUT = {
  width: 1_280,
  margin: 28,
  /** Above the first row: title, subtitle, names of the panels. */
  top: 128,
  row: 46,
  /** Below the last row: the numbers of the axes. */
  axis: 34,
  bottom: 52,
  /** In front of the panels. */
  names: 262,
  /** Between two panels. */
  gap: 40,
} as const

/** Dark enough on white for everybody, and told apart without seeing red or green. */
export const COLOURS = {
  paper: '#ffffff',
  band: '#f3f6fa',
  ink: '#16202e',
  soft: '#566274',
  grid: '#dbe2ea',
  highlighted: '#0b62c4',
  other: '#8793a3',
} as const
