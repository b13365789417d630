#!/usr/bin/env node
// Starts the terminal adapter on Node 24: on an older Node it hands over to the one among the packages.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const NEEDED = 24
if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  const { main } = await import('../bots/terminal/main.ts')
  process.exitCode = await main(process.argv)
} else {
  const packaged = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url))
  if (!existsSync(packaged)) {
    process.stderr.write(
      `Tagora needs Node ${NEEDED} or later; this is ${process.version}. Run \`npm ci\` first.\n`,
    )
    process.exit(1)
  }
  const { status } = spawnSync(packaged, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  process.exitCode = status ?? 1
}
