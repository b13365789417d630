import type { Instant } from '../clock.ts'
import type { AccountId, PersonId } from '../ids.ts'

export type Role = 'annotator' | 'validator' | 'expert' | 'moderator' | 'requester'

/** What a person may be trusted with in one project, from the bottom up. */
export const ranks = ['trainee', 'annotator', 'validator', 'expert'] as const
export type Rank = (typeof ranks)[number]

/** A person here. One account may have identities on several platforms. */
export interface Account {
  readonly id: AccountId
  readonly personId: PersonId
  readonly locale: string
  /** Null until the person agreed to the terms. */
  readonly consentAt: Instant | null
  readonly roles: ReadonlySet<Role>
}
