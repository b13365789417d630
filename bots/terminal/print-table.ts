import Table from 'cli-table3'

/** Prints rows of equal length as a plain aligned table. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const table = new Table({ style: { head: [], border: [] }, wordWrap: true })
  table.push(...rows.map((row) => [...row]))
  process.stdout.write(`${table.toString()}\n`)
}
