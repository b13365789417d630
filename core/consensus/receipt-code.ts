import { type Draw, VOTE } from '../store/draws.ts'

/** The last digits of a draw's id: random, and enough to tell a person's votes apart. */
const LENGTH = 10

/** What a person calls the receipt of a vote by; null when the draw holds none. */
export function receiptCode({ id, code }: Pick<Draw, 'id' | 'code'>): string | null {
  return code === VOTE.none ? null : id.slice(-LENGTH)
}

/** Whether a text could be such a code. */
export function isReceiptCode(text: string): boolean {
  return new RegExp(`^[0-9a-f]{${LENGTH}}$`).test(text)
}
