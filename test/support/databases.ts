import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { openStore, type Store } from '../../core/store/database.ts'

/** A database of its own for one test file. */
export interface TestDatabase {
  readonly store: Store
  /** For a second store on the same data, as another process would open it. */
  readonly url: string
  close(): Promise<void>
}

export interface DatabaseKind {
  readonly name: 'SQLite' | 'PostgreSQL'
  open(): Promise<TestDatabase>
}

/** Both databases the product runs on; for `describe.each`. */
export const databases: readonly DatabaseKind[] = [
  { name: 'SQLite', open: openSqlite },
  { name: 'PostgreSQL', open: openPostgres },
]

/** A fresh SQLite database in a temporary file. */
export async function openSqlite(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'tagora-sqlite-'))
  const url = `sqlite:${join(folder, 'tagora.sqlite')}`
  const store = await openStore(url)
  return {
    store,
    url,
    close: async () => {
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** A fresh database on the run's PostgreSQL server. */
export async function openPostgres(): Promise<TestDatabase> {
  const answer = await fetch(inject('postgresOnDemand'))
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await createDatabase(text, name)
  const url = Object.assign(new URL(text), { pathname: `/${name}` }).href
  const store = await openStore(url)
  return {
    store,
    url,
    // The server and all its databases are gone after the run.
    close: () => store.close(),
  }
}

async function createDatabase(server: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(`create database ${name}`)
  } finally {
    await client.end()
  }
}
