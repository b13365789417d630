import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas'
import type { Comparison } from './comparison.ts'
import { drawPanel } from './draw-panel.ts'
import { FONT, registerFonts } from './fonts.ts'
import { COLOURS, LAYOUT, SCALE } from './look.ts'

/**
 * Draws rows as dots with whiskers, one panel a figure, side by side, so that every row is read across.
 * Returns a PNG, twice as large as its measures in points.
 */
export async function drawComparison(comparison: Comparison): Promise<Buffer> {
  registerFonts()
  const { rows, panels } = comparison
  const plotHeight = rows.length * LAYOUT.row + LAYOUT.axis
  const height = LAYOUT.top + plotHeight + LAYOUT.bottom
  const canvas = createCanvas(LAYOUT.width * SCALE, height * SCALE)
  const context = canvas.getContext('2d')
  context.scale(SCALE, SCALE)
  context.fillStyle = COLOURS.paper
  context.fillRect(0, 0, LAYOUT.width, height)
  drawHead(context, comparison)
  drawRows(context, comparison)
  const width = (LAYOUT.width - LAYOUT.names - LAYOUT.margin) / panels.length
  for (const [at, { title }] of panels.entries()) {
    const place = { left: LAYOUT.names + at * width, top: LAYOUT.top, width, height: plotHeight }
    write(context, title, place.left + LAYOUT.gap / 2, LAYOUT.top - 14, `600 14px "${FONT}"`, COLOURS.ink)
    drawPanel(context, place, comparison, at)
  }
  drawLegend(context, comparison, height - LAYOUT.bottom / 2)
  return await canvas.encode('png')
}

function drawHead(context: SKRSContext2D, { title, subtitle }: Comparison): void {
  write(context, title, LAYOUT.margin, 44, `600 22px "${FONT}"`, COLOURS.ink)
  write(context, subtitle, LAYOUT.margin, 70, `400 14px "${FONT}"`, COLOURS.soft)
}

/** Bands and names. */
function drawRows(context: SKRSContext2D, { rows }: Comparison): void {
  for (const [at, { name, highlighted }] of rows.entries()) {
    const top = LAYOUT.top + at * LAYOUT.row
    context.fillStyle = at % 2 === 0 ? COLOURS.band : COLOURS.paper
    context.fillRect(LAYOUT.margin / 2, top, LAYOUT.width - LAYOUT.margin, LAYOUT.row)
    const weight = highlighted ? 600 : 400
    const font = `${weight} 14px "${FONT}"`
    write(context, shorten(context, name, font), LAYOUT.margin, top + LAYOUT.row / 2 + 5, font, COLOURS.ink)
  }
}

/** The beginning of a name that fits in front of the panels. */
function shorten(context: SKRSContext2D, name: string, font: string): string {
  context.font = font
  const room = LAYOUT.names - LAYOUT.margin - 8
  const letters = [...new Intl.Segmenter().segment(name)].map(({ segment }) => segment)
  let kept = letters.length
  const shown = () => (kept < letters.length ? `${letters.slice(0, kept).join('')}…` : name)
  while (kept > 1 && context.measureText(shown()).width > room) kept--
  return shown()
}

function drawLegend(context: SKRSContext2D, { legend, rows }: Comparison, y: number): void {
  const font = `400 12px "${FONT}"`
  let x = LAYOUT.margin
  const mark = (text: string, colour: string, draw: (x: number) => void) => {
    context.fillStyle = colour
    context.strokeStyle = colour
    draw(x)
    write(context, text, x + 26, y + 4, font, COLOURS.soft)
    x += 26 + context.measureText(text).width + 28
  }
  const dot = (left: number) => {
    context.beginPath()
    context.arc(left + 8, y, 5, 0, 2 * Math.PI)
    context.fill()
  }
  const whisker = (left: number) => {
    context.fillRect(left, y - 1, 18, 2)
    context.fillRect(left, y - 5, 2, 10)
    context.fillRect(left + 16, y - 5, 2, 10)
  }
  mark(legend.highlighted, COLOURS.highlighted, dot)
  if (rows.some(({ highlighted }) => !highlighted)) mark(legend.other, COLOURS.other, dot)
  if (rows.some(({ values }) => values.some(({ low }) => low !== null))) {
    mark(legend.interval, COLOURS.soft, whisker)
  }
}

function write(
  context: SKRSContext2D,
  text: string,
  x: number,
  y: number,
  font: string,
  colour: string,
): void {
  context.font = font
  context.fillStyle = colour
  context.fillText(text, x, y)
}
