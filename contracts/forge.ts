/**
 * Runs forge on the contracts with the arguments given, and ends as it ended. With CI set, invariants are tried longer.
 */
import { spawnSync } from 'node:child_process'
import { contractsFolder, findForge } from './find-forge.ts'

const { binary, env } = findForge()
const profile = env.CI ? { FOUNDRY_PROFILE: 'ci' } : {}
const result = spawnSync(binary, process.argv.slice(2), {
  cwd: contractsFolder,
  env: { ...profile, ...env },
  stdio: 'inherit',
})
if (result.error) throw new Error('forge could not be started', { cause: result.error })
process.exitCode = result.status ?? 1
