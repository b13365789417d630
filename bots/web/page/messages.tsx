import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ChatMessage } from '../message.ts'
import type { Pending } from './api.ts'
import { Bubble } from './bubble.tsx'
import { Icon } from './icons.tsx'
import { spoken } from './spoken.ts'
import { displayed, openMessage } from './thread.ts'
import type { Words } from './words.ts'

interface Props {
  readonly messages: readonly ChatMessage[]
  readonly pending: Pending | null
  readonly words: Words
  readonly locale: string
  onTap(actionId: string): void
  onStart(): void
}

/** The conversation, kept at its end unless the person scrolled away. */
export function Messages({ messages, pending, words, locale, onTap, onStart }: Props) {
  const list = useRef<HTMLDivElement>(null)
  const before = useRef(0)
  const [away, setAway] = useState(false)
  const open = openMessage(messages)
  const tapped = pending?.input.kind === 'action' ? pending.input.actionId : undefined
  const shown = displayed(messages)
  const last = shown.at(-1)
  const end = pending?.input.kind === 'text' ? pending.eventId : `${last?.id}:${last?.version}`

  // Only when something new stands at the end: a notice above an item must not move it.
  useLayoutEffect(() => {
    if (end && !isAway(list.current, before.current)) toEnd(list.current, 'instant')
    before.current = endOf(list.current)
  }, [end])

  return (
    <div class="stage">
      <div
        class="messages"
        ref={list}
        role="log"
        aria-live="off"
        aria-label={words.conversation}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        onScroll={() => setAway(isAway(list.current, endOf(list.current)))}
      >
        <div class="thread">
          {messages.length === 0 && !pending && <Empty words={words} onStart={onStart} />}
          {shown.map((message) => (
            <Bubble
              key={message.id}
              message={message}
              open={message === open}
              tapped={tapped}
              busy={pending !== null}
              words={words}
              locale={locale}
              onTap={onTap}
            />
          ))}
          {pending && <Unconfirmed pending={pending} messages={messages} words={words} />}
        </div>
      </div>
      {away && (
        <button type="button" class="to-end" onClick={() => toEnd(list.current, 'smooth')}>
          <Icon name="down" />
          <span>{words.latest}</span>
        </button>
      )}
      <Announcer messages={messages} words={words} />
    </div>
  )
}

/** The person's words until the server has stored them, and dots while the answer is awaited. */
function Unconfirmed({ pending, messages, words }: Pick<Props, 'messages' | 'words'> & { pending: Pending }) {
  const { input, file, eventId } = pending
  if (input.kind === 'action') return null
  const stored = messages.some((one) => one.author === 'person' && one.eventId.endsWith(`:${eventId}`))
  return (
    <>
      {!stored && (
        <article class="bubble mine" aria-label={words.you}>
          <div class="content">
            <p>{[input.text, file?.name].filter(Boolean).join(' ')}</p>
          </div>
          <p class="state">{words.sending}</p>
        </article>
      )}
      <p class="bubble theirs dots" role="status" aria-label={words.working}>
        <i />
        <i />
        <i />
      </p>
    </>
  )
}

/** Reads out what is new. The list itself is silent, or every edit would be read twice. */
function Announcer({ messages, words }: Pick<Props, 'messages' | 'words'>) {
  const [text, setText] = useState('')
  const heard = useRef<number | null>(null)
  useEffect(() => {
    const before = heard.current
    heard.current = Math.max(0, ...messages.map((one) => one.version))
    if (before === null) return
    const news = messages.filter((one) => one.version > before && one.author === 'bot')
    if (news.length > 0) setText(news.map((one) => spoken(one, words)).join('\n'))
  }, [messages, words])
  return (
    <p class="unseen" role="status" aria-live="polite">
      {text}
    </p>
  )
}

function Empty({ words, onStart }: Pick<Props, 'words' | 'onStart'>) {
  return (
    <div class="empty">
      <p>{words.empty}</p>
      <button type="button" class="choice primary" onClick={onStart}>
        {words.sayStart}
      </button>
    </div>
  )
}

const NEAR_PX = 80
const TOP_GAP_PX = 12

/** Whether the person looks at something above `end`. */
function isAway(list: HTMLElement | null, end: number): boolean {
  return list !== null && list.scrollTop < end - NEAR_PX
}

function toEnd(list: HTMLElement | null, behavior: ScrollBehavior): void {
  list?.scrollTo({ top: endOf(list), behavior })
}

/** Scroll position of the end; when the last message is taller than the view, of its beginning. */
function endOf(list: HTMLElement | null): number {
  const last = list?.querySelector('.thread')?.lastElementChild
  if (!list || !(last instanceof HTMLElement)) return 0
  const tall = last.offsetHeight > list.clientHeight
  return tall ? last.offsetTop - TOP_GAP_PX : list.scrollHeight - list.clientHeight
}
