import type { Button } from '../../../commands/screen.ts'
import type { Words } from './words.ts'

interface Props {
  readonly rows: readonly (readonly Button[])[]
  /** The buttons that number keys answer. */
  readonly open: boolean
  /** Id of the tapped button whose answer is awaited. */
  readonly tapped: string | undefined
  readonly busy: boolean
  readonly words: Words
  onTap(actionId: string): void
}

/** The buttons of a screen, numbered in reading order as the text answers are. */
export function ButtonRows({ rows, open, tapped, busy, words, onTap }: Props) {
  let number = 0
  return (
    <fieldset class={open ? 'choices' : 'choices older'} aria-label={open ? words.choices : words.older}>
      {rows.map((row) => (
        <div class="row" key={row[0]?.actionId}>
          {row.map((button) => {
            number += 1
            return (
              <button
                key={button.actionId}
                type="button"
                class={`choice ${button.style}`}
                aria-disabled={busy}
                aria-busy={button.actionId === tapped}
                aria-keyshortcuts={open && number < 10 ? `${number}` : undefined}
                onClick={(event) => {
                  // The tapped button goes away with its screen; the message stays, and keeps the focus.
                  event.currentTarget.closest('article')?.focus({ preventScroll: true })
                  if (!busy) onTap(button.actionId)
                }}
              >
                {open && number < 10 && (
                  <span class="key" aria-hidden="true">
                    {number}
                  </span>
                )}
                <span>{button.label}</span>
              </button>
            )
          })}
        </div>
      ))}
    </fieldset>
  )
}
