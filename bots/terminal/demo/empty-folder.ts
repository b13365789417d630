import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ExpectedError } from '../../../core/errors.ts'
import { lockFolder } from '../../../core/store/lock-folder.ts'

/** Tells a folder that a demo may empty from every other one. */
const MARK = 'tagora-demo'

/** Removes what an earlier demo left in a folder, and nothing else.
 * @throws ExpectedError `demo.foreignFolder` when no demo made it, `data.inUse` while one runs there */
export function emptyFolder(folder: string): void {
  mkdirSync(folder, { recursive: true })
  const names = readdirSync(folder)
  if (names.length > 0 && !names.includes(MARK)) throw new ExpectedError('demo.foreignFolder', { folder })
  const release = lockFolder(folder)
  release()
  rmSync(folder, { recursive: true })
  mkdirSync(folder)
  writeFileSync(join(folder, MARK), '')
}
