import { id } from 'ethers'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { drawSeats, firstSeed, panelSeed } from '../../../core/ledger/draw.ts'

const draw = fc.record({
  seed: fc.integer().map((n) => id(String(n))),
  item: fc.nat(999),
  seats: fc.nat(40),
  draws: fc.integer({ min: 1, max: 8 }),
})

it('draws different seats that exist, as many as wanted while they last', () => {
  fc.assert(
    fc.property(draw, (input) => {
      const drawn = drawSeats(input)
      expect(drawn).toHaveLength(Math.min(input.draws, input.seats))
      expect(new Set(drawn).size).toBe(drawn.length)
      for (const seat of drawn) expect(seat).toBeLessThan(input.seats)
    }),
  )
})

it('never draws a seat that was drawn before', () => {
  fc.assert(
    fc.property(draw, fc.uniqueArray(fc.nat(39), { maxLength: 10 }), (input, before) => {
      const without = before.filter((seat) => seat < input.seats).toSorted((a, b) => a - b)
      const drawn = drawSeats({ ...input, without })
      expect(drawn).toHaveLength(Math.min(input.draws, input.seats - without.length))
      expect(drawn.filter((seat) => without.includes(seat))).toEqual([])
    }),
  )
})

it('draws each seat equally often', () => {
  const seed = firstSeed(id('secret'), id('block'), 7)
  const hits = Array<number>(10).fill(0)
  for (let item = 0; item < 2_000; item++)
    for (const seat of drawSeats({ seed, item, seats: 10, draws: 4 })) hits[seat] = (hits[seat] ?? 0) + 1
  // 800 expected, standard deviation 22: five of them.
  for (const count of hits) expect(Math.abs(count - 800)).toBeLessThan(110)
})

it('draws differently for another item, secret, block or batch', () => {
  const base = { item: 0, seats: 10_000, draws: 4 }
  const seeds = [
    firstSeed(id('a'), id('block'), 1),
    firstSeed(id('b'), id('block'), 1),
    firstSeed(id('a'), id('other block'), 1),
    firstSeed(id('a'), id('block'), 2),
  ]
  const draws = [...seeds.map((seed) => ({ ...base, seed })), { ...base, item: 1, seed: seeds[0] ?? '' }]
  expect(new Set(draws.map((one) => drawSeats(one).join())).size).toBe(5)
})

it('gives the panel a seed of its own', () => {
  const seed = firstSeed(id('secret'), id('block'), 7)
  expect(panelSeed(seed, id('later block'))).not.toBe(seed)
  expect(panelSeed(seed, id('later block'))).not.toBe(panelSeed(seed, id('another block')))
})
