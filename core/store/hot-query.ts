import type { Compilable, CompiledQuery, Kysely } from 'kysely'
import { locksRows, type Trx } from './database.ts'
import type { Tables } from './schema.ts'

/** Stands for a value that each run supplies. */
class Placeholder {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** A query of the tap path: built and compiled once per dialect, then run with other parameters. */
export interface HotQuery<P, R> {
  all(trx: Trx, parameters: P): Promise<R[]>
  first(trx: Trx, parameters: P): Promise<R | undefined>
  /** Returns how many rows an insert, update or delete changed. */
  run(trx: Trx, parameters: P): Promise<number>
}

/**
 * Prepares a query for the tap path, where building it anew would cost more than running it.
 * `build` gets the parameters as placeholders: it may pass them to Kysely as values and nothing else
 * (no lists, no conditions on them). `locks` tells whether the dialect locks rows by hand.
 */
export function hotQuery<P, R>(
  build: (db: Kysely<Tables>, parameters: Required<P>, locks: boolean) => Compilable<R>,
): HotQuery<P, R> {
  const templates: { locking?: CompiledQuery<R>; plain?: CompiledQuery<R> } = {}
  const compile = (trx: Trx, locks: boolean) => {
    const template = build(trx, placeholders<Required<P>>(), locks).compile()
    templates[locks ? 'locking' : 'plain'] = template
    return template
  }
  const execute = (trx: Trx, parameters: P) => {
    const locks = locksRows(trx)
    const template = (locks ? templates.locking : templates.plain) ?? compile(trx, locks)
    const query = filled(template, parameters)
    // No plugins to ask: straight to the transaction's connection.
    return trx.getExecutor().provideConnection((connection) => connection.executeQuery<R>(query))
  }
  return {
    all: async (trx, parameters) => (await execute(trx, parameters)).rows,
    first: async (trx, parameters) => (await execute(trx, parameters)).rows[0],
    run: async (trx, parameters) => Number((await execute(trx, parameters)).numAffectedRows ?? 0n),
  }
}

function placeholders<P>(): P {
  return new Proxy({}, { get: (_, name) => new Placeholder(String(name)) }) as P
}

function filled<R>(template: CompiledQuery<R>, parameters: unknown): CompiledQuery<R> {
  const values = parameters as Readonly<Record<string, unknown>>
  const filledIn = template.parameters.map((one) => (one instanceof Placeholder ? values[one.name] : one))
  return { ...template, parameters: filledIn }
}
