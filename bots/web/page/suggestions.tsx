import { useEffect, useRef } from 'preact/hooks'
import type { SuggestionState } from './use-suggestions.ts'
import type { Words } from './words.ts'

interface Props {
  readonly id: string
  readonly state: SuggestionState
  readonly words: Words
}

/** The list above the message field. The field keeps the focus and names the active entry. */
export function Suggestions({ id, state, words }: Props) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.children[state.active]?.scrollIntoView({ block: 'nearest' })
  }, [state.active])
  return (
    <div class="suggestions" id={`${id}-list`} role="listbox" aria-label={words.commands} ref={list}>
      {state.matches.map((command, at) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and takes the keys
        <div
          key={command.name}
          id={`${id}-${at}`}
          role="option"
          tabIndex={-1}
          aria-selected={at === state.active}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => state.take(command)}
        >
          <b>
            /{command.name} <small>{command.usage}</small>
          </b>
          <span>{command.description}</span>
        </div>
      ))}
    </div>
  )
}
