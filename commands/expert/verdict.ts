import { ExpectedError } from '../../core/errors.ts'
import { openFinding } from '../../core/store/finding-signatures.ts'
import { openVerdict } from '../../core/store/verdict-signatures.ts'
import type { AskedWish } from '../../core/wallet/money/plan-wish.ts'
import type { LongCommand, LongContext } from '../command.ts'
import { readOwnMoney } from '../wallet/own-money.ts'
import { reviewWish } from '../wallet/review-wish.ts'

/** Shows an expert with a wallet of their own the verdicts that wait for their signature, then what audits found. */
export const verdict: LongCommand = {
  name: 'verdict',
  mode: 'long',
  args: [],
  role: 'expert',
  needsConsent: true,
  listed: true,
  run: async (context) => reviewWish(context, await readOwnMoney(context), await askVerdict(context)),
}

/** The verdicts, or else the finding, that an expert is to sign now.
 * @throws ExpectedError `expert.nothingToSign` */
export async function askVerdict({
  store,
  account,
}: Pick<LongContext, 'store' | 'account'>): Promise<AskedWish> {
  const request = await store.transaction((trx) => openVerdict(trx, account.id))
  if (!request) return await askFinding({ store, account })
  const { digest, batch, openHash, verdicts, positions } = request
  const wanted = { digest, batch, openHash, verdicts, positions }
  return { kind: 'verdict', amountWei: 0n, limits: null, verdict: wanted }
}

async function askFinding({ store, account }: Pick<LongContext, 'store' | 'account'>): Promise<AskedWish> {
  const found = await store.transaction((trx) => openFinding(trx, account.id))
  if (!found) throw new ExpectedError('expert.nothingToSign', {})
  const { digest, batch, position, draw, verdict: decided } = found
  return {
    kind: 'finding',
    amountWei: 0n,
    limits: null,
    finding: { digest, batch, position, draw, verdict: decided },
  }
}
