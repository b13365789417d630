import { useEffect, useState } from 'preact/hooks'
import type { ChatCommand } from '../message.ts'

export interface SuggestionState {
  readonly open: boolean
  readonly matches: readonly ChatCommand[]
  /** Index of the match that Enter and Tab take. */
  readonly active: number
  take(command: ChatCommand): void
  /** True when the key was for the suggestions. */
  onKey(event: KeyboardEvent): boolean
}

/** The commands that what is typed could become, steered with the arrow keys. */
export function useSuggestions(
  commands: readonly ChatCommand[],
  text: string,
  onTake: (text: string) => void,
): SuggestionState {
  const [active, setActive] = useState(0)
  const [closedFor, setClosedFor] = useState<string | null>(null)
  const typed = /^\/([a-z ]*)$/i.exec(text)?.[1]?.toLowerCase()
  const matches = typed === undefined ? [] : commands.filter((one) => one.name.startsWith(typed))
  const complete = matches.length === 1 && matches[0]?.name === typed
  const open = matches.length > 0 && !complete && closedFor !== text
  useEffect(() => setActive(0), [typed])
  const take = (command: ChatCommand) => onTake(`/${command.name}${command.usage ? ' ' : ''}`)
  const onKey = (event: KeyboardEvent) => {
    const chosen = matches[active]
    if (!open || !chosen || event.isComposing) return false
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setActive((active + step + matches.length) % matches.length)
    else if (event.key === 'Escape') setClosedFor(text)
    else if (event.key === 'Tab') take(chosen)
    // The second Enter sends what the first completed; a command typed in full is sent at once.
    else if (event.key === 'Enter' && chosen.name !== typed) take(chosen)
    else return false
    event.preventDefault()
    return true
  }
  return { open, matches, active, take, onKey }
}
