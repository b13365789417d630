import { spawnSync } from 'node:child_process'
import { delimiter, dirname, join, resolve } from 'node:path'
import { ExpectedError, reasonOf } from '../../../core/errors.ts'

const ROOT = resolve(import.meta.dirname, '../../..')

/** Compiles the contracts of this installation and returns their folder: what is deployed is what its sources say.
 * @throws ExpectedError `deploy.noBuild` */
export function buildContracts(): string {
  const folder = join(ROOT, 'contracts')
  const bin = join(ROOT, 'node_modules', '.bin')
  // The compiler is a Node script and must run on the Node that we run on.
  const path = [dirname(process.execPath), bin, process.env.PATH].join(delimiter)
  const { error, status, stdout, stderr } = spawnSync(join(bin, 'forge'), ['build', '--skip', 'test'], {
    cwd: folder,
    env: { ...process.env, PATH: path },
    encoding: 'utf8',
  })
  if (error) throw new ExpectedError('deploy.noBuild', { reason: reasonOf(error) }, { cause: error })
  if (status !== 0) throw new ExpectedError('deploy.noBuild', { reason: `${stdout}${stderr}` })
  return folder
}
