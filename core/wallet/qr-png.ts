import { toBuffer } from 'qrcode'

const WIDTH = 512

/** A text as a QR code, in the bytes of a PNG. */
export function qrPng(text: string): Promise<Buffer> {
  // The lowest correction: the text is long, and a screen has no scratches.
  return toBuffer(text, { errorCorrectionLevel: 'L', width: WIDTH, margin: 2, type: 'png' })
}
