import type { Instant } from '../clock.ts'
import type { Trx } from './database.ts'

/** receipt: the vote of `<batch>:<item>:<account>`; label: the batch and root a message was locked in; proposal: the
 * hash of the votes of `<batch>:<seed>`. */
export type PromiseKind = 'receipt' | 'label' | 'proposal'

/** What an operator signed once and will not sign otherwise. */
export interface OperatorPromise {
  readonly kind: PromiseKind
  readonly subject: string
  readonly content: string
}

/** Stores a promise; false when another one was made about the same. Making it again is fine. */
export async function keepPromise(trx: Trx, promise: OperatorPromise, now: Instant): Promise<boolean> {
  await trx
    .insertInto('operator_promises')
    .values({ ...promise, made_at: now })
    .onConflict((conflict) => conflict.columns(['kind', 'subject']).doNothing())
    .execute()
  const { content } = await trx
    .selectFrom('operator_promises')
    .select('content')
    .where('kind', '=', promise.kind)
    .where('subject', '=', promise.subject)
    .executeTakeFirstOrThrow()
  return content === promise.content
}

/** Puts a promise in the place of one that came to nothing. */
export async function renewPromise(trx: Trx, promise: OperatorPromise, now: Instant): Promise<void> {
  await trx
    .updateTable('operator_promises')
    .set({ content: promise.content, made_at: now })
    .where('kind', '=', promise.kind)
    .where('subject', '=', promise.subject)
    .execute()
}

/** Promises of a kind about everything that starts with `prefix`. */
export async function promisesOf(trx: Trx, kind: PromiseKind, prefix: string): Promise<OperatorPromise[]> {
  const rows = await trx
    .selectFrom('operator_promises')
    .selectAll()
    .where('kind', '=', kind)
    .where('subject', '>=', prefix)
    .where('subject', '<', `${prefix}\uffff`)
    .orderBy('subject')
    .execute()
  return rows.map(({ subject, content }) => ({ kind, subject, content }))
}
