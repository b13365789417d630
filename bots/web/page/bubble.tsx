import type { ChatMessage } from '../message.ts'
import { Blocks } from './blocks.tsx'
import { ButtonRows } from './button-rows.tsx'
import { Icon } from './icons.tsx'
import { LinkRows } from './link-rows.tsx'
import type { Words } from './words.ts'

interface Props {
  readonly message: ChatMessage
  readonly open: boolean
  readonly tapped: string | undefined
  readonly busy: boolean
  readonly words: Words
  readonly locale: string
  onTap(actionId: string): void
}

/** One message of the conversation. */
export function Bubble({ message, open, tapped, busy, words, locale, onTap }: Props) {
  const { author, notice, screen, createdAt } = message
  const side = author === 'person' ? 'mine' : notice ? 'notice' : 'theirs'
  const who = author === 'person' ? words.you : notice ? words.notice : 'Tagora'
  const time = new Date(createdAt)
  return (
    <article class={`bubble ${side}${open ? ' open' : ''}`} aria-label={who} tabIndex={-1}>
      {notice && (
        <p class="tagline">
          <Icon name="bell" />
          {words.notice}
        </p>
      )}
      {/* A new screen in the same message fades in. */}
      <div class="content" key={message.version}>
        <Blocks blocks={screen.blocks} />
        {screen.image && (
          <img class="picture" src={`data:image/png;base64,${screen.image.png}`} alt={screen.image.alt} />
        )}
      </div>
      {screen.buttons.length > 0 && (
        <ButtonRows
          rows={screen.buttons}
          open={open}
          tapped={tapped}
          busy={busy}
          words={words}
          onTap={onTap}
        />
      )}
      {screen.links && <LinkRows rows={screen.links} />}
      <time dateTime={createdAt}>{time.toLocaleTimeString(locale, { timeStyle: 'short' })}</time>
    </article>
  )
}
