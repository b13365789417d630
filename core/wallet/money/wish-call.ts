import type { MoneyWish } from '../flow.ts'
import type { MoneyLedger } from './money-ledger.ts'
import { sessionMessage } from './sign-wish.ts'

/** The call of the ledger that carries out a signed wish; anybody may send it. */
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
    case 'collect':
      return ledger.encode('withdrawFor', [address])
  }
}
