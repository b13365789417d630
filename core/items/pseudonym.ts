import { createHmac } from 'node:crypto'
import type { PersonId } from '../ids.ts'

/** A person's name in a project's exports: the same throughout the project, another in every other one, and
 * without the project's secret key it leads back to nobody. */
export function pseudonym(key: string, person: PersonId): string {
  return `p-${createHmac('sha256', Buffer.from(key, 'hex')).update(person).digest('hex').slice(0, 20)}`
}
