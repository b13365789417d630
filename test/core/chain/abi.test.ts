import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const COMPILE_MS = 120_000

test(
  'the committed ABI and byte code are those of the contracts',
  async () => {
    const builder = join(import.meta.dirname, '../../../contracts/build-abi.ts')
    // Exits with an error, and so rejects, when a file differs.
    const { stderr } = await promisify(execFile)(process.execPath, [builder, '--check'])
    expect(stderr).toBe('')
  },
  COMPILE_MS,
)
