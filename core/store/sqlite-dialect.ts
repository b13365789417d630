import type SqliteDatabase from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  SqliteAdapter,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  SqliteQueryCompiler,
} from 'kysely'

type Raw = SqliteDatabase.Database
type Prepared = ReturnType<Raw['prepare']>

/**
 * Kysely's SQLite dialect with three changes: transactions begin immediate (deferred ones fail with
 * SQLITE_BUSY under concurrent writers), statements are prepared and planned once, and migrations are
 * atomic.
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

  override createQueryCompiler(): SqliteQueryCompiler {
    return new OpaqueParameterCompiler()
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

/**
 * Built as better-sqlite3 builds it, SQLite plans a statement anew for each value of a parameter that a
 * join or a sort depends on, which takes longer than running it. A unary plus changes no value and hides
 * the parameter from the planner, so that plans are kept.
 */
class OpaqueParameterCompiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '+?'
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
