import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas'
import {
  Chart,
  type ChartConfiguration,
  LinearScale,
  type Plugin,
  PointElement,
  ScatterController,
} from 'chart.js'
import type { ComparedRow, Comparison, Estimate, Panel } from './comparison.ts'
import { FONT } from './fonts.ts'
import { COLOURS, LAYOUT, SCALE } from './look.ts'

Chart.register(ScatterController, PointElement, LinearScale)

const DOT = 6.5
/** Half of the space around the outermost values of an axis, as a share of their distance. */
const AIR = 0.15

/** Where a panel goes, in points. */
export interface Place {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Draws figure number `at` of all rows into a place: dots with whiskers over an axis of their own. */
export function drawPanel(
  context: SKRSContext2D,
  { left, top, width, height }: Place,
  { panels, rows }: Comparison,
  at: number,
): void {
  const panel = panels[at]
  if (!panel) return
  // chart.js makes the canvas as many pixels larger as its ratio says.
  const canvas = createCanvas(width, height)
  const estimates = rows.map(({ values }) => values[at] ?? { mean: 0, low: null, high: null })
  const chart = new Chart(
    canvas.getContext('2d') as unknown as CanvasRenderingContext2D,
    configure(panel, rows, estimates),
  )
  context.drawImage(canvas, left, top, width, height)
  chart.destroy()
}

function configure(
  panel: Panel,
  rows: readonly ComparedRow[],
  estimates: readonly Estimate[],
): ChartConfiguration<'scatter'> {
  const colours = rows.map(({ highlighted }) => (highlighted ? COLOURS.highlighted : COLOURS.other))
  const [min, max] = rangeOf(panel, estimates)
  return {
    type: 'scatter',
    data: {
      datasets: [
        {
          data: estimates.map(({ mean }, y) => ({ x: mean, y })),
          pointBackgroundColor: colours,
          pointBorderColor: COLOURS.paper,
          pointBorderWidth: 1.5,
          pointRadius: DOT,
          clip: false,
        },
      ],
    },
    options: {
      animation: false,
      responsive: false,
      devicePixelRatio: SCALE,
      layout: { autoPadding: false, padding: { left: LAYOUT.gap / 2, right: LAYOUT.gap / 2 } },
      scales: {
        x: {
          min,
          max,
          afterFit: (axis) => {
            axis.height = LAYOUT.axis
          },
          border: { display: false },
          grid: { color: COLOURS.grid, drawTicks: false },
          ticks: {
            callback: (value) => panel.format(Number(value)),
            color: COLOURS.soft,
            font: { family: FONT, size: 12 },
            maxRotation: 0,
            maxTicksLimit: 6,
            includeBounds: false,
            padding: 8,
          },
        },
        y: { min: -0.5, max: rows.length - 0.5, reverse: true, display: false },
      },
    },
    plugins: [whiskers(estimates, colours), numbers(panel, estimates)],
  }
}

function rangeOf({ least, most }: Panel, estimates: readonly Estimate[]): [number, number] {
  const ends = estimates.flatMap(({ mean, low, high }) => [mean, low ?? mean, high ?? mean])
  const [lowest, highest] = [Math.min(...ends), Math.max(...ends)]
  const spread = highest - lowest || Math.abs(highest) || 1
  return [Math.max(least, lowest - AIR * spread), Math.min(most, highest + AIR * spread)]
}

/** Lines over the intervals, below the dots. */
function whiskers(estimates: readonly Estimate[], colours: readonly string[]): Plugin<'scatter'> {
  return {
    id: 'whiskers',
    beforeDatasetsDraw: ({ ctx, scales: { x, y } }) => {
      for (const [row, { low, high }] of estimates.entries()) {
        if (low === null || high === null || !x || !y) continue
        const [left, right, middle] = [
          x.getPixelForValue(low),
          x.getPixelForValue(high),
          y.getPixelForValue(row),
        ]
        // Shorter than its dot, a whisker would be clutter.
        if (right - left < 2 * DOT) continue
        ctx.fillStyle = colours[row] ?? COLOURS.other
        ctx.globalAlpha = 0.55
        ctx.fillRect(left, middle - 1, right - left, 2)
        ctx.fillRect(left - 1, middle - 5, 2, 10)
        ctx.fillRect(right - 1, middle - 5, 2, 10)
        ctx.globalAlpha = 1
      }
    },
  }
}

/** The value above each dot, kept inside of the panel. */
function numbers({ format }: Panel, estimates: readonly Estimate[]): Plugin<'scatter'> {
  return {
    id: 'numbers',
    afterDatasetsDraw: ({ ctx, chartArea, scales: { x, y } }) => {
      const context = ctx as unknown as SKRSContext2D
      context.font = `600 12px "${FONT}"`
      context.fillStyle = COLOURS.ink
      for (const [row, { mean }] of estimates.entries()) {
        if (!x || !y) continue
        const text = format(mean)
        const { width } = context.measureText(text)
        const left = x.getPixelForValue(mean) - width / 2
        const inside = Math.min(chartArea.right - width, Math.max(chartArea.left, left))
        context.fillText(text, inside, y.getPixelForValue(row) - 10)
      }
    },
  }
}
