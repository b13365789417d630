import SqliteDatabase from 'better-sqlite3'
import { SQLITE_PRAGMAS } from '../../core/store/database.ts'

/** One statement as better-sqlite3 was asked to run it. */
export interface LoggedStatement {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

type Prepared = ReturnType<SqliteDatabase.Database['prepare']>

/** Notes every statement that connections opened meanwhile run, until `stop`. */
export function logStatements(): { statements: LoggedStatement[]; stop(): void } {
  const statements: LoggedStatement[] = []
  const { prototype } = SqliteDatabase
  const { prepare } = prototype
  let logging = true
  prototype.prepare = function (this: SqliteDatabase.Database, sql: string) {
    const statement = prepare.call(this, sql)
    const noted = (method: 'all' | 'run') => (parameters: unknown[]) => {
      if (logging) statements.push({ sql, parameters })
      return statement[method](parameters)
    }
    return { reader: statement.reader, all: noted('all'), run: noted('run') } as never
  } as typeof prepare
  return {
    statements,
    stop: () => {
      logging = false
      prototype.prepare = prepare
    },
  }
}

/** Runs the statements of taps by nothing but prepared better-sqlite3 on a copy of the same data. */
export class RawTapper {
  readonly #raw: SqliteDatabase.Database
  readonly #taps: (() => void)[][]

  constructor(file: string, statements: readonly LoggedStatement[]) {
    const raw = new SqliteDatabase(file)
    for (const pragma of SQLITE_PRAGMAS) raw.pragma(pragma)
    const prepared = new Map<string, Prepared>()
    this.#raw = raw
    this.#taps = []
    for (const { sql, parameters } of statements) {
      if (sql.startsWith('begin')) this.#taps.push([])
      const statement = prepared.get(sql) ?? raw.prepare(sql)
      prepared.set(sql, statement)
      const run = () => void (statement.reader ? statement.all(parameters) : statement.run(parameters))
      this.#taps.at(-1)?.push(run)
    }
  }

  /** Runs all statements of one tap. Returns milliseconds. */
  tap(turn: number): number {
    const began = performance.now()
    for (const run of this.#taps[turn] ?? []) run()
    return performance.now() - began
  }

  close(): void {
    this.#raw.close()
  }
}
