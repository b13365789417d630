#!/usr/bin/env node
// Serves forge, which expects a native solc, from the compiler on npm: the two modes forge uses and no other.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import solc from 'solc'

const STANDARD_INPUT = 0

const { values } = parseArgs({
  options: {
    version: { type: 'boolean' },
    'standard-json': { type: 'boolean' },
    'base-path': { type: 'string', default: '.' },
    'allow-paths': { type: 'string', default: '' },
  },
})

/** "0.8.37+commit.1234abcd.Emscripten.clang" as the native Linux compiler would print it. */
function nativeVersion() {
  return solc.version().replace('Emscripten.clang', 'Linux.g++')
}

/** Answers an import that is not part of the input from the disk, as the native compiler does. */
function readImport(unit) {
  try {
    return { contents: readFileSync(resolve(values['base-path'], unit), 'utf8') }
  } catch (cause) {
    return { error: String(cause) }
  }
}

if (values.version) {
  process.stdout.write(`solc, the solidity compiler commandline interface\nVersion: ${nativeVersion()}\n`)
} else if (values['standard-json']) {
  process.stdout.write(solc.compile(readFileSync(STANDARD_INPUT, 'utf8'), { import: readImport }))
} else {
  process.stderr.write('solc.mjs answers --version and --standard-json only\n')
  process.exitCode = 1
}
