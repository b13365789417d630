import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const script = join(import.meta.dirname, '..', '..', 'contracts', 'forge.ts')

function forge(...args: string[]) {
  return spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })
}

it('what forge refuses fails', () => {
  expect(forge('no-such-command').status).not.toBe(0)
  expect(forge('--version')).toMatchObject({ status: 0, stdout: expect.stringContaining('forge') })
})
