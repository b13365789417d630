import fc from 'fast-check'
import { PNG } from 'pngjs'
import { expect, test } from 'vitest'
import { qrPng } from '../../../core/wallet/qr-png.ts'
import { readQr } from '../../support/wallet/read-qr.ts'

test('a camera reads back whatever was written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 250 }), (text) => {
      expect(readQr(qrPng(text))).toBe(text)
    }),
    { numRuns: 8 },
  )
})

test('the picture is a square about half a thousand pixels wide, with a white border', () => {
  const { width, height, data } = PNG.sync.read(qrPng(`wc:${'a'.repeat(64)}@2?relay-protocol=irn`))
  expect(width).toBe(height)
  expect(width).toBeGreaterThan(450)
  expect(width).toBeLessThanOrEqual(512)
  expect([...data.subarray(0, 4)]).toEqual([255, 255, 255, 255])
})
