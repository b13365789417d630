import type { WeiText } from './schema/values.ts'

/** The exact sum of amounts kept as decimal text, which no database adds up exactly. */
export function weiSum(rows: readonly { readonly wei: WeiText }[]): bigint {
  return rows.reduce((sum, { wei }) => sum + BigInt(wei), 0n)
}
