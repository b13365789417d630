import { PNG } from 'pngjs'
import decodeQR from 'qr/decode.js'

/** The text of a QR code in a PNG, as a phone's camera reads it. Throws when there is none. */
export function readQr(png: Uint8Array): string {
  const { width, height, data } = PNG.sync.read(Buffer.from(png))
  return decodeQR({ width, height, data })
}
