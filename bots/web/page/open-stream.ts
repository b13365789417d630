import type { ChatMessage } from '../message.ts'
import { streamUrl } from './api.ts'

interface Listeners {
  message(message: ChatMessage): void
  online(online: boolean): void
}

/** The server is heard at least every 15 s; after this silence the line counts as dead. */
const SILENCE_MS = 40_000
const REOPEN_MS = 1_000

/** Follows a conversation from version `seen` until `signal` aborts, coming back after every loss. */
export function openStream(personId: string, seen: number, listeners: Listeners, signal: AbortSignal): void {
  let version = seen
  let source: EventSource
  let timer: ReturnType<typeof setTimeout>
  const reopenIn = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(open, ms)
  }
  const heard = () => {
    listeners.online(true)
    reopenIn(SILENCE_MS)
  }
  const open = () => {
    source?.close()
    source = new EventSource(streamUrl(personId, version))
    source.addEventListener('heartbeat', heard)
    source.addEventListener('message', ({ data }) => {
      const message = JSON.parse(data) as ChatMessage
      version = Math.max(version, message.version)
      heard()
      listeners.message(message)
    })
    source.addEventListener('error', () => {
      listeners.online(false)
      // A fresh one resumes from what we saw and also survives answers after which browsers give up.
      source.close()
      reopenIn(REOPEN_MS)
    })
  }
  open()
  signal.addEventListener('abort', () => {
    clearTimeout(timer)
    source.close()
  })
}
