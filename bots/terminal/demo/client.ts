import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'

const screen = z.object({
  blocks: z.array(z.looseObject({ kind: z.string(), text: z.string().optional() })),
  buttons: z.array(z.array(z.object({ label: z.string(), actionId: z.string(), style: z.string() }))),
})
const answered = z.object({ message: z.object({ screen }).nullable() })
const added = z.object({ person: z.object({ id: z.string() }) })

export type ShownScreen = z.output<typeof screen>

export type Input =
  | { kind: 'command'; name: string; args?: Record<string, string> }
  | { kind: 'action'; actionId: string }

export interface DemoFile {
  readonly name: string
  readonly text: string
}

/** Talks to the web adapter's HTTP interface as one person would through the page. */
export interface DemoClient {
  addPerson(name: string): Promise<string>
  /** Sends an event and returns the screen that answers it. */
  send(personId: string, input: Input, file?: DemoFile): Promise<ShownScreen>
}

const RETRY_MS = 100
const PATIENCE_MS = 60_000

/** A client that keeps trying while the server is away; a retried event carries the same id, so it is
 * applied once. */
export function createClient(baseUrl: string): DemoClient {
  return {
    addPerson: async (name) => {
      const { person } = added.parse(await post(`${baseUrl}/api/persons`, () => JSON.stringify({ name })))
      return person.id
    },
    send: async (personId, input, file) => {
      const event = JSON.stringify({ eventId: randomUUID(), input })
      const body = () => (file ? formOf(event, file) : event)
      const { message } = answered.parse(await post(`${baseUrl}/api/persons/${personId}/events`, body))
      if (!message) throw new Error('the server answered an event without a screen')
      return message.screen
    },
  }
}

function formOf(event: string, file: DemoFile): FormData {
  const form = new FormData()
  form.set('event', event)
  form.set('file', new File([file.text], file.name))
  return form
}

async function post(url: string, body: () => string | FormData): Promise<unknown> {
  const giveUpAt = Date.now() + PATIENCE_MS
  for (;;) {
    const response = await tryPost(url, body())
    if (response?.ok) return await response.json()
    const text = response ? await response.text() : 'no answer'
    const refused = response && response.status < 500
    if (refused || Date.now() > giveUpAt) throw new Error(`POST ${url}: ${response?.status ?? ''} ${text}`)
    await delay(RETRY_MS)
  }
}

/** The response, or null when the connection failed or broke off: the server may be restarting. */
async function tryPost(url: string, body: string | FormData): Promise<Response | null> {
  const headers = typeof body === 'string' ? { 'content-type': 'application/json' } : undefined
  try {
    const response = await fetch(url, { method: 'POST', body, ...(headers && { headers }) })
    const text = await response.text()
    return new Response(text, { status: response.status })
  } catch (cause) {
    if (cause instanceof TypeError) return null
    throw cause
  }
}
