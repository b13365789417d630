import type SqliteDatabase from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  SqliteAdapter,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from 'kysely'

type Raw = SqliteDatabase.Database
type Prepared = ReturnType<Raw['prepare']>

/**
 * Kysely's SQLite dialect with three changes: transactions begin immediate (deferred ones fail with
 * SQLITE_BUSY under concurrent writers), statements are prepared once, and migrations are atomic.
 */
export class ImmediateSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig

  constructor(raw: Raw) {
    const config = { database: cachingDatabase(raw) }
    super(config)
    this.#config = config
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#config)
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalDdlAdapter()
  }
}

class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** Statement texts are bounded (values are parameters); lists of varying length could still grow the map. */
const MAX_STATEMENTS = 500

function cachingDatabase(raw: Raw): SqliteDialectConfig['database'] & object {
  const prepared = new Map<string, Prepared>()
  return {
    close: () => void raw.close(),
    prepare(text: string) {
      const known = prepared.get(text)
      if (known) return known as never
      if (prepared.size >= MAX_STATEMENTS) prepared.clear()
      const fresh = raw.prepare(text)
      prepared.set(text, fresh)
      return fresh as never
    },
  }
}
