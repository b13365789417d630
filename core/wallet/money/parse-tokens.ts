import { ExpectedError } from '../../errors.ts'

/** Digits behind the point that the ledger counts: its unit is a thousandth of a token. */
const DECIMALS = 3

/** An amount a person typed, in wei: more than 0, thousandths at the finest.
 * @throws ExpectedError `money.badAmount` */
export function parseTokens(given: string): bigint {
  const match = /^(\d{1,9})(?:[.,](\d{1,3}))?$/.exec(given.trim())
  const [, whole = '', fraction = ''] = match ?? []
  const units = match ? BigInt(whole + fraction.padEnd(DECIMALS, '0')) : 0n
  if (units === 0n) throw new ExpectedError('money.badAmount', { given: given.slice(0, 40) })
  return units * 10n ** 15n
}
