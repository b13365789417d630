import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { ExpectedError } from '../errors.ts'

/** Keeps a folder for this process alone. The operating system gives it free again however the process ends,
 * because the lock is SQLite's. Returns how to give it free earlier.
 * @throws ExpectedError `data.inUse` */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true })
  const lock = new SqliteDatabase(join(folder, 'tagora.lock'), { timeout: 0 })
  try {
    lock.exec('begin exclusive')
  } catch (cause) {
    lock.close()
    if (!(cause instanceof SqliteDatabase.SqliteError) || cause.code !== 'SQLITE_BUSY') throw cause
    throw new ExpectedError('data.inUse', { folder }, { cause })
  }
  return () => void lock.close()
}
