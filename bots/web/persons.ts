import PQueue from 'p-queue'
import type { Handle } from '../../commands/adapter.ts'
import type { CommandEvent } from '../../commands/command.ts'
import { ExpectedError } from '../../core/errors.ts'
import type { Store } from '../../core/store/database.ts'
import { findWebPerson, listWebPersons, type WebPerson } from '../../core/store/web-messages.ts'
import type { Conversations } from './conversations.ts'

/** The people who chat through the page. */
export interface Persons {
  list(): Promise<WebPerson[]>
  /** @throws ExpectedError `web.unknownPerson` */
  get(id: string): Promise<WebPerson>
  /** Adds a person by sending `start` for them; the one who has this name already is returned as is. */
  add(name: string, locale: string | undefined): Promise<WebPerson>
}

interface PersonsDeps {
  readonly store: Store
  readonly handle: Handle
  readonly conversations: Conversations
}

export function createPersons({ store, handle, conversations }: PersonsDeps): Persons {
  // One at a time, so that two new people never choose the same id.
  const adding = new PQueue({ concurrency: 1 })
  const find = (id: string) => store.transaction((trx) => findWebPerson(trx, id))
  const list = () => store.transaction(listWebPersons)
  const get = async (id: string) => {
    const person = await find(id)
    if (!person) throw new ExpectedError('web.unknownPerson', { person: id.slice(0, 40) })
    return person
  }
  const greet = async (user: CommandEvent['user']) => {
    const eventId = `${user.id}:first`
    const screen = await handle({
      platform: 'web',
      eventId,
      user,
      input: { kind: 'command', name: 'start', args: {} },
    })
    // No account means the router could only apologise.
    if (!(await find(user.id))) throw new ExpectedError('web.unavailable', {})
    if (screen) await conversations.answer(user.id, eventId, screen)
  }
  return {
    list,
    get,
    add: (name, locale) =>
      adding.add(async () => {
        const known = await list()
        const same = known.find((person) => person.name === name)
        const id = same?.id ?? freeId(name, new Set(known.map((person) => person.id)))
        // Also for a known person whose first answer was lost between the core and the conversation.
        if (!same || (await conversations.after(id, 0)).length === 0) await greet({ id, name, locale })
        return await get(id)
      }),
  }
}

/** A readable id, so that an operator can name a person: `Zoë B.` -> `zoe-b`, then `zoe-b-2`. */
function freeId(name: string, taken: ReadonlySet<string>): string {
  const ascii = name.normalize('NFKD').replace(/\p{Mark}/gu, '')
  const slug =
    ascii
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 40) || 'person'
  let id = slug
  for (let count = 2; taken.has(id); count++) id = `${slug}-${count}`
  return id
}
