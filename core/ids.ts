import { randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

type Id<Name extends string> = string & { readonly __id: Name }

export type AccountId = Id<'account'>
/** A human: every account known to be the same one shares it. */
export type PersonId = Id<'person'>
/** People judged to act together. */
export type ClusterId = Id<'cluster'>
export type ProjectId = Id<'project'>
export type ItemId = Id<'item'>
export type AssignmentId = Id<'assignment'>
export type AnnotationId = Id<'annotation'>
export type DecisionId = Id<'decision'>
/** One seat drawn for one item. */
export type DrawId = Id<'draw'>
export type AppealId = Id<'draw'>
/** Rejections of a project or a person that are held back. */
export type BreakerId = Id<'breaker'>
/** One settled item that experts look at again. */
export type AuditId = Id<'audit'>
/** A group or topic in which the disputes of one project are put to the vote. */
export type GroupPlaceId = Id<'group place'>
/** One dispute's message in one group. */
export type GroupPostId = Id<'group post'>
/** Many annotations that are locked, validated and settled together. */
export type BatchId = Id<'batch'>
export type NotificationId = Id<'notification'>
export type ActionId = Id<'action'>
export type WalletFlowId = Id<'wallet flow'>
export type WalletChangeId = Id<'wallet change'>
export type WalletJoinId = Id<'wallet join'>
/** 0x-prefixed 32 bytes: names the stake that one annotation holds. */
export type LockId = Id<'lock'>

/** A fresh time-ordered id (UUID version 7, RFC 9562). */
export function newId<I extends string>(): I {
  return v7() as I
}

/** A fresh 0x-prefixed 32-byte id, for things the contracts know. */
export function newBytes32Id<I extends string>(): I {
  return `0x${randomHex(32)}` as I
}

const pool = Buffer.alloc(4_096)
let unused = 0

/** Fresh random bytes as hex; asking the system for each few bytes would be slow. */
function randomHex(bytes: number): string {
  if (unused < bytes) {
    randomFillSync(pool)
    unused = pool.length
  }
  unused -= bytes
  return pool.toString('hex', unused, unused + bytes)
}

/** The id of a screen's buttons: 32 hex digits that grow with time, so that the latest screen is known. */
export function newActionId(): ActionId {
  return v7().replaceAll('-', '') as ActionId
}
