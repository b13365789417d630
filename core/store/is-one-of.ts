import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { locksRows, type Trx } from './database.ts'

/** The condition that `column` holds one of `values`, as the same statement text however many there are:
 * a list of placeholders would be prepared anew for every length. */
export function isOneOf(trx: Trx, column: string, values: readonly string[]): RawBuilder<SqlBool> {
  return locksRows(trx)
    ? sql<SqlBool>`${sql.ref(column)} = any(${values})`
    : sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`
}
