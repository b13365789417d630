import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { v4 } from 'uuid'
import { reasonOf } from '../../../core/errors.ts'
import type { ChatMessage, ChatPerson } from '../message.ts'
import { fetchConversation, type Input, type Pending, postEvent, Refusal } from './api.ts'
import { openStream } from './open-stream.ts'
import { forgetPending, keepPending, keptPending } from './pending.ts'
import { isAnswered, merged } from './thread.ts'
import { untilAnswered } from './until-answered.ts'

export interface Conversation {
  /** Null while loading. */
  readonly messages: readonly ChatMessage[] | null
  readonly online: boolean
  /** What is on its way to the server. */
  readonly pending: Pending | null
  readonly refusal: string | null
  send(input: Input, file?: File): void
  dismiss(): void
}

/** One person's conversation: loads it, follows it live and sends what the person does. A component that
 * uses it is keyed by the person. */
export function useConversation(personId: string, onPerson: (person: ChatPerson) => void): Conversation {
  const [messages, setMessages] = useState<readonly ChatMessage[] | null>(null)
  const [online, setOnline] = useState(true)
  const [pending, setPending] = useState<Pending | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const alive = useRef(new AbortController())
  const add = useCallback((news: readonly ChatMessage[]) => setMessages((old) => merged(old ?? [], news)), [])

  const deliver = useCallback(
    async (event: Pending, signal: AbortSignal) => {
      setPending(event)
      keepPending(personId, event)
      try {
        const applied = await untilAnswered(() => postEvent(personId, event), signal)
        if (!applied || signal.aborted) return
        if (applied.message) add([applied.message])
        onPerson(applied.person)
      } catch (thrown) {
        if (!(thrown instanceof Refusal)) throw thrown
        if (!signal.aborted) setRefusal(thrown.message)
      }
      forgetPending(personId, event.eventId)
      if (!signal.aborted) setPending((now) => (now === event ? null : now))
    },
    [personId, add, onPerson],
  )

  useEffect(() => {
    const life = new AbortController()
    alive.current = life
    const begin = async () => {
      const loaded = await untilAnswered(() => fetchConversation(personId), life.signal)
      if (!loaded || life.signal.aborted) return
      add(loaded.messages)
      onPerson(loaded.person)
      const seen = Math.max(0, ...loaded.messages.map((message) => message.version))
      openStream(personId, seen, { message: (message) => add([message]), online: setOnline }, life.signal)
      const interrupted = keptPending(personId)
      if (interrupted) await deliver(interrupted, life.signal)
    }
    begin().catch((thrown) => {
      setMessages([])
      setRefusal(reasonOf(thrown))
    })
    return () => life.abort()
  }, [personId, add, onPerson, deliver])

  // The stream is often faster than the answer to the request, and people are fast too.
  const awaited = pending && !isAnswered(messages ?? [], pending.eventId) ? pending : null
  return {
    messages,
    online,
    pending: awaited,
    refusal,
    send: (input, file) => {
      if (awaited) return
      setRefusal(null)
      const event = { eventId: v4(), input, ...(file && { file }) }
      void deliver(event, alive.current.signal)
    },
    dismiss: () => setRefusal(null),
  }
}
