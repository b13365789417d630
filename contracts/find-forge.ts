import { createRequire } from 'node:module'
import { delimiter, dirname } from 'node:path'

/** Where the contracts are. */
export const contractsFolder = import.meta.dirname

/**
 * The binary of forge, and an environment in which it finds the packaged Node first, because the compiler wrapper is a
 * Node script. The launcher in node_modules/.bin is of no use: it succeeds whatever forge says.
 */
export function findForge(): { binary: string; env: NodeJS.ProcessEnv } {
  const machine = process.arch === 'x64' ? 'amd64' : process.arch
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const launcher = createRequire(import.meta.url).resolve('@foundry-rs/forge/package.json')
  const name = `@foundry-rs/forge-${process.platform}-${machine}/bin/forge${suffix}`
  const binary = createRequire(launcher).resolve(name)
  return {
    binary,
    env: { ...process.env, PATH: [dirname(process.execPath), process.env.PATH].join(delimiter) },
  }
}
