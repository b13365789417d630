import { serveStatic } from '@hono/node-server/serve-static'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Logger } from 'pino'
import type { Handle, OnLive } from '../../commands/adapter.ts'
import type { CommandInput } from '../../commands/command.ts'
import { ExpectedError } from '../../core/errors.ts'
import type { WebPerson } from '../../core/store/web-messages.ts'
import type { PageLinks } from '../../core/wallet/page-links.ts'
import type { Conversations } from './conversations.ts'
import { failureResponse, languageOf } from './failures.ts'
import { ownHeaders, ownOriginOnly } from './guard.ts'
import { MAX_FILE_MEGABYTES, newPerson, readJson, withIncoming } from './incoming.ts'
import { addWalletPages } from './link/pages.ts'
import { menuOf } from './menu.ts'
import { type ChatMessage, wordsScreen } from './message.ts'
import type { Persons } from './persons.ts'
import { streamConversation, versionOf } from './stream.ts'
import type { Wakes } from './wakes.ts'

export interface AppDeps {
  readonly handle: Handle
  readonly onLive: OnLive
  readonly persons: Persons
  readonly conversations: Conversations
  readonly wakes: Wakes
  readonly log: Logger
  readonly host: string
  readonly pageDir: string
  readonly pages?: PageLinks
}

const MEGABYTE = 1024 * 1024

/** The routes of the web chat. */
export function createApp(deps: AppDeps): Hono {
  const { persons, conversations } = deps
  const app = new Hono()
  app.onError((thrown, c) => failureResponse(c, deps.log, thrown))
  app.notFound((c) => failureResponse(c, deps.log, new ExpectedError('web.unknownAddress', {})))
  app.use(ownHeaders, ownOriginOnly(deps.host))
  app.use('/api/*', limitBody)
  app.get('/healthz', (c) => c.json({ ok: true }))
  app.get('/api/persons', async (c) => c.json({ persons: await persons.list() }))
  app.post('/api/persons', async (c) => {
    const { name } = await readJson(c, newPerson)
    return c.json({ person: await persons.add(name, languageOf(c)) }, 201)
  })
  app.get('/api/persons/:id/commands', async (c) => {
    return c.json({ commands: menuOf(await persons.get(c.req.param('id'))) })
  })
  app.get('/api/persons/:id/messages', async (c) => {
    const person = await persons.get(c.req.param('id'))
    const messages = await conversations.after(person.id, versionOf(c.req.query('after')))
    return c.json({ person, messages })
  })
  app.post('/api/persons/:id/events', async (c) => {
    const person = await persons.get(c.req.param('id'))
    const message = await withIncoming(c, (eventId, input) => applyEvent(deps, c, person, eventId, input))
    return c.json({ person: await persons.get(person.id), message })
  })
  app.get('/api/persons/:id/stream', async (c) => {
    return streamConversation(c, deps, (await persons.get(c.req.param('id'))).id)
  })
  if (deps.pages) addWalletPages(app, deps.pages, deps.pageDir)
  app.use('*', serveStatic({ root: deps.pageDir }))
  return app
}

/** Stores the person's words, has the event handled and stores the answer. Sent again with the same id, it
 * finishes whatever a crash left undone. */
async function applyEvent(
  { handle, onLive, conversations }: AppDeps,
  c: Context,
  person: WebPerson,
  eventId: string,
  input: CommandInput,
): Promise<ChatMessage | null> {
  // Ids are only unique per browser: another person's must not hide this one.
  const scoped = `${person.id}:${eventId}`
  const words = wordsOf(input)
  if (words) await conversations.say(person.id, scoped, words)
  const user = { id: person.id, name: person.name, locale: languageOf(c) }
  const screen = await handle({ platform: 'web', eventId: scoped, user, input })
  if (!screen) return null
  const tapped = input.kind === 'action' ? input.actionId : undefined
  const message = await conversations.answer(person.id, scoped, screen, tapped)
  if (screen.live) await onLive(screen.live, JSON.stringify({ userId: person.id, messageId: message.id }))
  return message
}

function wordsOf(input: CommandInput) {
  if (input.kind === 'action') return null
  const text = input.kind === 'text' ? input.text : `/${[input.name, ...Object.values(input.args)].join(' ')}`
  return wordsScreen(text, input.attachment?.name)
}

const limitBody = bodyLimit({
  // Room for the rest of the form around the largest file.
  maxSize: MAX_FILE_MEGABYTES * MEGABYTE + 64 * 1024,
  onError: () => {
    throw new ExpectedError('web.fileTooLarge', { megabytes: MAX_FILE_MEGABYTES })
  },
})
