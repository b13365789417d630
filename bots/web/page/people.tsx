import { useRef } from 'preact/hooks'
import type { ChatPerson } from '../message.ts'
import { Icon, Logo } from './icons.tsx'
import { PersonForm } from './person-form.tsx'
import type { Words } from './words.ts'

interface Props {
  readonly persons: readonly ChatPerson[]
  readonly chosen: ChatPerson
  readonly words: Words
  onChoose(id: string): void
  onAdd(name: string): Promise<void>
}

/** The people of this computer: beside the conversation on a wide screen, behind a button on a narrow one. */
export function People(props: Props) {
  const { chosen, words, onChoose, onAdd } = props
  const dialog = useRef<HTMLDialogElement>(null)
  const adding = useRef<HTMLDetailsElement>(null)
  const close = () => dialog.current?.close()
  const choose = (id: string) => {
    onChoose(id)
    close()
  }
  const add = async (name: string) => {
    await onAdd(name)
    close()
    adding.current?.removeAttribute('open')
  }
  return (
    <>
      <header class="top">
        <Logo />
        <strong class="brand">Tagora</strong>
        <button
          type="button"
          class="who"
          aria-label={`${words.switchPerson}: ${chosen.name}`}
          aria-haspopup="dialog"
          onClick={() => dialog.current?.showModal()}
        >
          <Avatar name={chosen.name} />
          <span>{chosen.name}</span>
          <Icon name="down" />
        </button>
      </header>
      <aside class="side" aria-label={words.people}>
        <p class="brand">
          <Logo />
          Tagora
        </p>
        <PersonList {...props} />
        <details class="adding" ref={adding}>
          <summary>
            <Icon name="plus" />
            {words.addPerson}
          </summary>
          <PersonForm words={words} label={words.theirName} action={words.add} onAdd={add} />
        </details>
      </aside>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself */}
      <dialog
        ref={dialog}
        class="sheet"
        aria-label={words.people}
        onClick={(event) => event.target === dialog.current && close()}
      >
        <div class="sheet-body">
          <div class="sheet-top">
            <h2>{words.people}</h2>
            <button type="button" class="round" aria-label={words.close} onClick={close}>
              <Icon name="close" />
            </button>
          </div>
          <PersonList {...props} onChoose={choose} />
          <PersonForm words={words} label={words.theirName} action={words.add} onAdd={add} />
        </div>
      </dialog>
    </>
  )
}

function PersonList({ persons, chosen, words, onChoose }: Props) {
  return (
    <ul class="persons">
      {persons.map((person) => (
        <li key={person.id}>
          <button
            type="button"
            aria-current={person.id === chosen.id ? 'true' : undefined}
            onClick={() => onChoose(person.id)}
          >
            <Avatar name={person.name} />
            <span class="name">{person.name}</span>
            {person.roles.includes('moderator') && <span class="badge">{words.moderator}</span>}
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Initials on a colour that stays with the name. */
function Avatar({ name }: { name: string }) {
  const initials = [...name.matchAll(/\p{L}|\p{N}/gu)].filter(
    (match, at) => at === 0 || name[match.index - 1] === ' ',
  )
  const hue = [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7)
  return (
    <span class="avatar" aria-hidden="true" style={{ '--hue': `${hue}` }}>
      {initials.slice(0, 2).join('').toLocaleUpperCase() || '?'}
    </span>
  )
}
