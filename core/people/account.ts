import type { Instant } from '../clock.ts'
import type { AccountId, PersonId } from '../ids.ts'

export type Role = 'annotator' | 'validator' | 'expert' | 'moderator' | 'requester'

/** A person here. One account may have identities on several platforms. */
export interface Account {
  readonly id: AccountId
  readonly personId: PersonId
  readonly locale: string
  /** Null until the person agreed to the terms. */
  readonly consentAt: Instant | null
  readonly roles: ReadonlySet<Role>
}
