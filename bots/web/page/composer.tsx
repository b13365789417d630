import type { RefObject } from 'preact'
import { useId, useRef, useState } from 'preact/hooks'
import type { ChatCommand } from '../message.ts'
import { Icon } from './icons.tsx'
import { Suggestions } from './suggestions.tsx'
import { type SuggestionState, useSuggestions } from './use-suggestions.ts'
import type { Words } from './words.ts'

interface Props {
  readonly commands: readonly ChatCommand[]
  readonly busy: boolean
  readonly words: Words
  onSay(text: string, file?: File): void
}

const MAX_FILE_BYTES = 20 * 1024 * 1024

/** Where a person types: words, commands with suggestions, and a file for the commands that take one. */
export function Composer({ commands, busy, words, onSay }: Props) {
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [file, setFile] = useState<File | null>(null)
  const [problem, setProblem] = useState('')
  const write = (next: string) => {
    setText(next)
    field.current?.focus()
  }
  const suggestions = useSuggestions(commands, text, write)
  const ready = !busy && text.trim() !== ''
  const say = () => {
    if (!ready) return
    onSay(text.trim(), file ?? undefined)
    setText('')
    setFile(null)
  }
  const choose = (chosen: File | undefined) => {
    const tooLarge = (chosen?.size ?? 0) > MAX_FILE_BYTES
    setProblem(tooLarge ? words.tooLarge : '')
    if (!chosen || tooLarge) return
    setFile(chosen)
    if (!text.trim()) write(commandFor(chosen.name))
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        say()
      }}
    >
      {suggestions.open && <Suggestions id={id} state={suggestions} words={words} />}
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {file && <FileChip file={file} words={words} onRemove={() => setFile(null)} />}
      <div class="bar">
        <button
          type="button"
          class="round"
          aria-label={words.commands}
          aria-expanded={suggestions.open}
          onClick={() => write(suggestions.open ? '' : '/')}
        >
          <Icon name="slash" />
        </button>
        {commands.some((command) => command.needsFile) && <FileButton words={words} onChoose={choose} />}
        <Field
          id={id}
          field={field}
          text={text}
          state={suggestions}
          words={words}
          onText={setText}
          onEnter={say}
        />
        <button type="submit" class="round send" aria-label={words.send} aria-disabled={!ready}>
          <Icon name="send" />
        </button>
      </div>
      <p class="keys">
        <span>{words.keys}</span>
        <span>{words.typingKeys}</span>
      </p>
    </form>
  )
}

interface FieldProps {
  readonly id: string
  readonly field: RefObject<HTMLInputElement | null>
  readonly text: string
  readonly state: SuggestionState
  readonly words: Words
  onText(text: string): void
  onEnter(): void
}

function Field({ id, field, text, state, words, onText, onEnter }: FieldProps) {
  return (
    <input
      ref={field}
      value={text}
      maxLength={4_000}
      placeholder={words.messageHint}
      aria-label={words.message}
      role="combobox"
      aria-autocomplete="list"
      aria-expanded={state.open}
      aria-controls={state.open ? `${id}-list` : undefined}
      aria-activedescendant={state.open ? `${id}-${state.active}` : undefined}
      autoComplete="off"
      enterkeyhint="send"
      onInput={(event) => onText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (state.onKey(event)) return
        if (event.key === 'Escape') event.currentTarget.blur()
        if (event.key !== 'Enter' || event.isComposing) return
        event.preventDefault()
        onEnter()
      }}
    />
  )
}

function FileButton({ words, onChoose }: { words: Words; onChoose(file: File | undefined): void }) {
  return (
    <label class="round">
      <Icon name="attach" />
      <input
        type="file"
        class="unseen"
        aria-label={words.attach}
        accept=".yaml,.yml,.json,.jsonl,.csv,.tsv"
        onChange={(event) => {
          onChoose(event.currentTarget.files?.[0])
          // So that the same file can be chosen again.
          event.currentTarget.value = ''
        }}
      />
    </label>
  )
}

function FileChip({ file, words, onRemove }: { file: File; words: Words; onRemove(): void }) {
  return (
    <p class="chip">
      <Icon name="file" />
      <span>{file.name}</span>
      <button type="button" class="round" aria-label={words.removeFile} onClick={onRemove}>
        <Icon name="close" />
      </button>
    </p>
  )
}

/** What people mostly do with such a file. */
function commandFor(fileName: string): string {
  return /\.(ya?ml|json)$/i.test(fileName) ? '/project create' : '/project import '
}
