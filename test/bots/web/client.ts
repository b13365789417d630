import { randomUUID } from 'node:crypto'
import type { ChatMessage, ChatPerson } from '../../../bots/web/message.ts'
import { screenText } from '../../../commands/text.ts'

export type Input =
  | { kind: 'command'; name: string; args?: Record<string, string> }
  | { kind: 'action'; actionId: string }
  | { kind: 'text'; text: string }

export interface Answer {
  readonly status: number
  readonly body: {
    readonly person?: ChatPerson
    readonly persons?: readonly ChatPerson[]
    readonly message?: ChatMessage | null
    readonly messages?: readonly ChatMessage[]
    readonly error?: { readonly code: string; readonly message: string }
  }
}

/** Speaks to the web chat as any program may. */
export function createClient(url: string, headers: Record<string, string> = {}) {
  const request = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(url + path, { ...init, headers: { ...headers, ...init.headers } })
    return { status: response.status, body: (await response.json()) as Answer['body'] }
  }
  const post = (path: string, body: unknown) => request(path, { method: 'POST', body: JSON.stringify(body) })
  const client = {
    request,
    post,
    add: async (name: string): Promise<ChatPerson> =>
      present((await post('/api/persons', { name })).body.person),
    messages: async (id: string): Promise<readonly ChatMessage[]> =>
      present((await request(`/api/persons/${id}/messages`)).body.messages),
    send: (id: string, input: Input, eventId: string = randomUUID()) =>
      post(`/api/persons/${id}/events`, { eventId, input }),
    sendFile: (id: string, input: Input, file: File | null) => {
      const form = new FormData()
      form.set('event', JSON.stringify({ eventId: randomUUID(), input }))
      if (file) form.set('file', file)
      return request(`/api/persons/${id}/events`, { method: 'POST', body: form })
    },
    /** Taps the button with this label of the person's latest message that has it. */
    tap: async (id: string, label: string): Promise<ChatMessage> => {
      const holding = (await client.messages(id)).findLast((message) => actionOf(message, label))
      const actionId = actionOf(present(holding), label)
      const { body } = await client.send(id, { kind: 'action', actionId: present(actionId) })
      return present(body.message)
    },
    /** A person who is ready to label: the first item is shown. */
    annotator: async (name: string): Promise<{ id: string; item: ChatMessage }> => {
      const { id } = await client.add(name)
      await client.tap(id, 'English')
      await client.tap(id, 'I agree')
      return { id, item: await client.tap(id, 'Start labeling') }
    },
  }
  return client
}

export function actionOf(message: ChatMessage, label: string): string | undefined {
  return message.screen.buttons.flat().find((button) => button.label === label)?.actionId
}

export function textOf(message: ChatMessage | null | undefined): string {
  return screenText(present(message).screen.blocks)
}

function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('the answer lacks what was asked for')
  return value
}
