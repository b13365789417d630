import { crc32, deflateSync } from 'node:zlib'
import { create } from 'qrcode'

/** Width aimed at; the picture has whole pixels for each module of the code, so it may be a little narrower. */
const WIDTH = 512
/** Empty modules around the code. */
const MARGIN = 2
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** A text as a QR code, in the bytes of a PNG with one bit for each pixel: a fraction of the work of a picture in
 * colour, and many people ask at once. */
export function qrPng(text: string): Buffer {
  // The lowest correction: the text is long, and a screen has no scratches.
  const { size, data } = create(text, { errorCorrectionLevel: 'L' }).modules
  const modules = size + 2 * MARGIN
  const scale = Math.max(1, Math.floor(WIDTH / modules))
  const width = modules * scale
  const isDark = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < size && y < size && data[y * size + x] === 1
  const rows = Array.from({ length: modules }, (_, y) =>
    rowOf(width, (x) => isDark(Math.floor(x / scale) - MARGIN, y - MARGIN)),
  )
  const pixels = Buffer.concat(rows.flatMap((row) => Array<Buffer>(scale).fill(row)))
  return Buffer.concat([SIGNATURE, header(width), chunk('IDAT', deflateSync(pixels)), chunk('IEND')])
}

/** One row of pixels, its filter (none) first; 1 is white. */
function rowOf(width: number, isDark: (x: number) => boolean): Buffer {
  const row = Buffer.alloc(1 + Math.ceil(width / 8))
  for (let x = 0; x < width; x++) {
    const at = 1 + (x >> 3)
    if (!isDark(x)) row[at] = (row[at] ?? 0) | (0x80 >> (x & 7))
  }
  return row
}

/** A square of one-bit grey. */
function header(width: number): Buffer {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(width, 0)
  data.writeUInt32BE(width, 4)
  data[8] = 1
  return chunk('IHDR', data)
}

/** Length, type, data and checksum (PNG 1.2, section 3.2). */
function chunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(8 + body.length)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), 4 + body.length)
  return framed
}
