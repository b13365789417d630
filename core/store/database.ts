import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { Kysely, PostgresAdapter, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { ExpectedError, reasonOf } from '../errors.ts'
import { migrate } from './migrate.ts'
import type { Tables } from './schema.ts'
import { ImmediateSqliteDialect } from './sqlite-dialect.ts'

/** The handle every repository takes. Never use the store itself inside a transaction: on SQLite's one
 * connection it would wait for ever. */
export type Trx = Transaction<Tables>

export interface Store {
  readonly dialect: 'sqlite' | 'postgres'
  /** Runs `work` in one transaction; commits its return, rolls back its throw. No network inside. Runs it
   * again when PostgreSQL chose it as the victim of a deadlock. */
  transaction<T>(work: (trx: Trx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Opens and migrates the database named by `url` (`sqlite:<file>`, `sqlite::memory:` or PostgreSQL).
 * @throws ExpectedError `database.unreachable` */
export async function openStore(url: string): Promise<Store> {
  const postgres = /^postgres(ql)?:/.test(url)
  try {
    const db = postgres ? openPostgres(url) : openSqlite(url.slice('sqlite:'.length))
    // Tables that move keep their names, so references to them hold.
    if (!postgres) await sql`pragma foreign_keys = off`.execute(db)
    await migrate(db)
    if (!postgres) await sql`pragma foreign_keys = on`.execute(db)
    return {
      dialect: postgres ? 'postgres' : 'sqlite',
      transaction: (work) => againAfterDeadlock(() => db.transaction().execute(work)),
      close: () => db.destroy(),
    }
  } catch (cause) {
    const shown = url.replace(/\/\/[^@/]*@/, '//')
    throw new ExpectedError('database.unreachable', { url: shown, reason: reasonOf(cause) }, { cause })
  }
}

const DEADLOCK_DETECTED = '40P01'
const ATTEMPTS = 3

/** The victim of a deadlock left nothing behind, and the transaction it was in the way of is done. */
async function againAfterDeadlock<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run()
    } catch (thrown) {
      const isVictim = thrown instanceof pg.DatabaseError && thrown.code === DEADLOCK_DETECTED
      if (!isVictim || attempt === ATTEMPTS) throw thrown
    }
  }
}

function openPostgres(url: string): Kysely<Tables> {
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  // An idle connection that breaks (the server restarts) is dropped by the pool and the next query opens
  // a new one, or fails with the reason; without a listener the event would end the process.
  pool.on('error', () => undefined)
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}

export const SQLITE_PRAGMAS = [
  'journal_mode = WAL',
  // With WAL this survives any death of the process; only a power cut can take the last commits back.
  'synchronous = NORMAL',
  'foreign_keys = ON',
  // 32 MB kept in memory; and the log moved into the file every 32 MB, as each time waits for the disk.
  'cache_size = -32768',
  'wal_autocheckpoint = 8192',
]

function openSqlite(file: string): Kysely<Tables> {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true })
  const raw = new SqliteDatabase(file, { timeout: 10_000 })
  for (const pragma of SQLITE_PRAGMAS) raw.pragma(pragma)
  return new Kysely<Tables>({ dialect: new ImmediateSqliteDialect(raw) })
}

/** True when the transaction runs on PostgreSQL, where rows must be locked by hand. */
export function locksRows(trx: Trx): boolean {
  return trx.getExecutor().adapter instanceof PostgresAdapter
}
