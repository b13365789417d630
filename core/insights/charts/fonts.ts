import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { GlobalFonts } from '@napi-rs/canvas'

/** The family that charts are drawn in; letters it lacks come from the fonts of the system. */
export const FONT = 'Open Sans'

const FILES = ['latin', 'latin-ext', 'greek', 'cyrillic', 'vietnamese', 'symbols'].flatMap((part) =>
  [400, 600].map((weight) => `open-sans-${part}-${weight}-normal.woff2`),
)
let registered = false

/** Makes the chart's font known to the canvas, once a process: no installed font is needed. */
export function registerFonts(): void {
  if (registered) return
  const home = dirname(fileURLToPath(import.meta.resolve('@fontsource/open-sans/package.json')))
  for (const file of FILES) GlobalFonts.registerFromPath(join(home, 'files', file), FONT)
  registered = true
}
