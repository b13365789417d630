import type { CommandInput } from '../../../commands/command.ts'
import type { ChatCommand, ChatMessage, ChatPerson } from '../message.ts'

export type Input =
  | { readonly kind: 'text'; readonly text: string }
  | Extract<CommandInput, { readonly kind: 'action' }>

/** Something a person did that the server has not confirmed yet. */
export interface Pending {
  /** The same for every try, so that it is applied once. */
  readonly eventId: string
  readonly input: Input
  readonly file?: File
}

interface Conversation {
  readonly person: ChatPerson
  readonly messages: readonly ChatMessage[]
}

interface Applied {
  readonly person: ChatPerson
  readonly message: ChatMessage | null
}

/** The server could not answer; it may later. */
export class Unavailable extends Error {}

/** The server understood a request and refused it, in words for the person. */
export class Refusal extends Error {}

export function fetchPersons(): Promise<{ persons: ChatPerson[] }> {
  return request('/api/persons')
}

export function addPerson(name: string): Promise<{ person: ChatPerson }> {
  return request('/api/persons', jsonPost({ name }))
}

export function fetchConversation(personId: string): Promise<Conversation> {
  return request(`${base(personId)}/messages`)
}

export function fetchCommands(personId: string): Promise<{ commands: ChatCommand[] }> {
  return request(`${base(personId)}/commands`)
}

/** Sends an event; may be repeated with the same `pending`.
 * @throws Refusal when repeating would not help. */
export function postEvent(personId: string, { eventId, input, file }: Pending): Promise<Applied> {
  const path = `${base(personId)}/events`
  if (!file) return request(path, jsonPost({ eventId, input }))
  const form = new FormData()
  form.set('event', JSON.stringify({ eventId, input }))
  form.set('file', file)
  return request(path, { method: 'POST', body: form })
}

export function streamUrl(personId: string, after: number): string {
  return `${base(personId)}/stream?after=${after}`
}

function base(personId: string): string {
  return `/api/persons/${encodeURIComponent(personId)}`
}

function jsonPost(body: object): RequestInit {
  return { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
}

async function request<T>(path: string, init: RequestInit = {}): Promise<T> {
  const headers = new Headers(init.headers)
  headers.set('accept-language', document.documentElement.lang)
  const response = await fetch(path, { ...init, headers })
  if (response.ok) return (await response.json()) as T
  const { error } = (await response.json()) as { error: { message: string } }
  throw response.status >= 500 ? new Unavailable(error.message) : new Refusal(error.message)
}
