import Table from 'cli-table3'
import type { Terminal } from './terminal.ts'

/** Prints rows of equal length as a plain aligned table. */
export function printTable(terminal: Terminal, rows: readonly (readonly string[])[]): void {
  const table = new Table({ style: { head: [], border: [] }, wordWrap: true })
  table.push(...rows.map((row) => [...row]))
  terminal.print(table.toString())
}
