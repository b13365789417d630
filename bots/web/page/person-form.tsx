import { useId, useRef, useState } from 'preact/hooks'
import type { Words } from './words.ts'

interface Props {
  readonly words: Words
  readonly label: string
  readonly action: string
  onAdd(name: string): Promise<void>
}

/** Asks for the name of somebody new. */
export function PersonForm({ words, label, action, onAdd }: Props) {
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [name, setName] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const submit = async (event: Event) => {
    event.preventDefault()
    if (busy || !name.trim()) return
    setBusy(true)
    setProblem('')
    try {
      await onAdd(name.trim())
      setName('')
      // So that number keys answer at once.
      field.current?.blur()
    } catch (thrown) {
      setProblem(thrown instanceof Error ? thrown.message : String(thrown))
    }
    setBusy(false)
  }
  return (
    <form class="person-form" onSubmit={submit}>
      <label for={id}>{label}</label>
      <div>
        <input
          id={id}
          ref={field}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
          placeholder={words.nameHint}
          maxLength={40}
          autoComplete="off"
          aria-describedby={problem ? `${id}-problem` : undefined}
        />
        <button type="submit" class="choice primary" aria-disabled={busy || !name.trim()} aria-busy={busy}>
          {action}
        </button>
      </div>
      {problem && (
        <p id={`${id}-problem`} class="problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  )
}
