import type { MoneyWish } from '../flow.ts'
import type { Call, MoneyLedger } from './money-ledger.ts'
import { sessionMessage } from './sign-wish.ts'

/** The call that carries out a signed wish, which anybody may send; null when it is too late for it. */
export async function callOf(
  money: Pick<MoneyLedger, 'encode' | 'ledger' | 'disputeCall'>,
  address: string,
  wish: MoneyWish,
  signature: string,
): Promise<Call | null> {
  if (wish.appeal) return await money.disputeCall({ address, appeal: wish.appeal, signature })
  return { to: money.ledger, data: wishCall(money, address, wish, signature) }
}

/** The call of the ledger that carries out a signed wish. */
export function wishCall(
  ledger: Pick<MoneyLedger, 'encode'>,
  address: string,
  wish: MoneyWish,
  signature: string,
): string {
  const { kind, amountWei, nonce, validBefore } = wish
  switch (kind) {
    case 'deposit':
      return ledger.encode('depositWithWitness', [
        sessionMessage(address, wish),
        amountWei,
        0,
        validBefore,
        signature,
      ])
    case 'session':
      return ledger.encode('openSession', [sessionMessage(address, wish), signature])
    case 'revoke':
      return ledger.encode('revokeSessionBySig', [address, nonce, signature])
    case 'withdraw':
      return ledger.encode('requestWithdrawBySig', [address, amountWei, nonce, signature])
    case 'seat':
      return ledger.encode('takeSeatBySig', [address, amountWei, nonce, signature])
    case 'appeal':
    case 'verdict':
    case 'finding':
      throw new Error('that goes to the court')
    case 'collect':
      return ledger.encode('withdrawFor', [address])
  }
}
