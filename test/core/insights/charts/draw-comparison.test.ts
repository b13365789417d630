import { createCanvas, loadImage } from '@napi-rs/canvas'
import { expect, test } from 'vitest'
import type { ComparedRow, Comparison } from '../../../../core/insights/charts/comparison.ts'
import { drawComparison } from '../../../../core/insights/charts/draw-comparison.ts'

const share = (value: number) => `${Math.round(100 * value)} %`
const row = (name: string, mean: number, highlighted = false): ComparedRow => ({
  name,
  highlighted,
  values: [
    { mean, low: mean - 0.05, high: mean + 0.05 },
    { mean: 10 * mean, low: null, high: null },
  ],
})
const comparison = (rows: readonly ComparedRow[]): Comparison => ({
  title: 'What to expect',
  subtitle: 'of this',
  panels: [
    { title: 'Right labels', format: share, least: 0, most: 1 },
    { title: 'Days', format: String, least: 0, most: Number.POSITIVE_INFINITY },
  ],
  rows,
  legend: { highlighted: 'better', other: 'worse', interval: 'between' },
})

/** Horizontal places, in pixels, at which a row shows a colour. */
async function placesOf(picture: Buffer, rowNumber: number, colour: readonly number[]): Promise<number[]> {
  const image = await loadImage(picture)
  const context = createCanvas(image.width, image.height).getContext('2d')
  context.drawImage(image, 0, 0)
  const y = 2 * (128 + rowNumber * 46 + 23)
  const { data } = context.getImageData(0, y, image.width, 1)
  const places: number[] = []
  for (let x = 0; x < image.width; x++) {
    if (colour.every((part, at) => data[4 * x + at] === part)) places.push(x)
  }
  return places
}
const HIGHLIGHTED = [0x0b, 0x62, 0xc4]
const OTHER = [0x87, 0x93, 0xa3]

test('each row has a dot in every panel, at a place that its value gives, in its colour', async () => {
  const picture = await drawComparison(comparison([row('one', 0.7), row('two', 0.9, true)]))
  const [low, high] = [await placesOf(picture, 0, OTHER), await placesOf(picture, 1, HIGHLIGHTED)]
  expect(await placesOf(picture, 0, HIGHLIGHTED)).toEqual([])
  const middle = 262 * 2 + (1_280 - 262 - 28)
  for (const isInPanel of [(x: number) => x < middle, (x: number) => x >= middle]) {
    const [left, right] = [low.filter(isInPanel), high.filter(isInPanel)]
    expect(left.length).toBeGreaterThan(10)
    expect(Math.min(...right)).toBeGreaterThan(Math.max(...left))
  }
})

test('the picture grows with the rows, and takes names in any script and of any length', async () => {
  const names = ['x'.repeat(200), '漢字', 'عربى', 'Ελληνικά, кириллица']
  const tall = await loadImage(await drawComparison(comparison(names.map((name) => row(name, 0.5)))))
  const flat = await loadImage(await drawComparison(comparison([row('', 0.5)])))
  expect([flat.width, tall.width]).toEqual([2_560, 2_560])
  expect(tall.height - flat.height).toBe(3 * 46 * 2)
})
