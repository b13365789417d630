import { ExpectedError } from '../../core/errors.ts'
import { parseTokens } from '../../core/wallet/money/parse-tokens.ts'
import { type Limits, MOST_DAYS } from '../../core/wallet/money/plan-wish.ts'
import type { ArgumentSpec } from '../command.ts'

/** How a command takes the limits of a session. */
export const limitArguments: readonly ArgumentSpec[] = [
  { name: 'loss', kind: 'text', required: false },
  { name: 'perlabel', kind: 'text', required: false },
  { name: 'days', kind: 'text', required: false },
]

/** The limits a person typed; what they left out is as in `usual`.
 * @throws ExpectedError `money.badAmount`, `money.badSession` */
export function limitsOf(args: Readonly<Record<string, string>>, usual: Limits): Limits {
  const { loss, perlabel, days } = args
  if (days !== undefined && !/^\d{1,3}$/.test(days)) {
    throw new ExpectedError('money.badSession', { most: MOST_DAYS })
  }
  return {
    lossWei: loss === undefined ? usual.lossWei : parseTokens(loss),
    perLabelWei: perlabel === undefined ? usual.perLabelWei : parseTokens(perlabel),
    days: days === undefined ? usual.days : Number(days),
  }
}
