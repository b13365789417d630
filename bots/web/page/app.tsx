import { useCallback, useEffect, useState } from 'preact/hooks'
import type { ChatPerson } from '../message.ts'
import { addPerson, fetchPersons } from './api.ts'
import { Chat } from './chat.tsx'
import { People } from './people.tsx'
import { Waiting } from './waiting.tsx'
import { Welcome } from './welcome.tsx'
import { wordsFor } from './words.ts'

const CHOSEN = 'tagora.person'
const RETRY_MS = 1_000

/** The page: who there is, and the conversation of one of them. The address names the person, so that two
 * tabs can be two people. */
export function App() {
  const [persons, setPersons] = useState<readonly ChatPerson[] | null>(null)
  const [chosenId, setChosenId] = useState(idInAddress() ?? localStorage.getItem(CHOSEN))
  const chosen = persons?.find((one) => one.id === chosenId) ?? persons?.[0]
  const locale = chosen?.locale ?? navigator.language
  const words = wordsFor(locale)

  useEffect(() => loadPersons(setPersons), [])
  useEffect(() => {
    const follow = () => setChosenId(idInAddress())
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [])
  useEffect(() => {
    document.documentElement.lang = locale
    document.title = chosen ? `${chosen.name} · Tagora` : 'Tagora'
  }, [locale, chosen])

  const choose = useCallback((id: string) => {
    localStorage.setItem(CHOSEN, id)
    window.location.hash = id
  }, [])
  const update = useCallback((person: ChatPerson) => setPersons((old) => withPerson(old ?? [], person)), [])
  const add = async (name: string) => {
    const { person } = await addPerson(name)
    update(person)
    choose(person.id)
  }

  if (!persons) return <Waiting words={words} />
  if (!chosen) return <Welcome words={words} onAdd={add} />
  return (
    <div class="page">
      <People persons={persons} chosen={chosen} words={words} onChoose={choose} onAdd={add} />
      <Chat key={chosen.id} person={chosen} words={words} onPerson={update} />
    </div>
  )
}

function idInAddress(): string | null {
  return window.location.hash.slice(1) || null
}

function withPerson(known: readonly ChatPerson[], person: ChatPerson): ChatPerson[] {
  const at = known.findIndex((one) => one.id === person.id)
  return at < 0 ? [...known, person] : known.with(at, person)
}

/** Asks until the server answers; returns how to stop asking. */
function loadPersons(set: (persons: ChatPerson[]) => void): () => void {
  let timer: ReturnType<typeof setTimeout>
  let stopped = false
  const load = async () => {
    try {
      const { persons } = await fetchPersons()
      if (!stopped) set(persons)
    } catch {
      // The server is not up yet; the page shows that it is waiting.
      if (!stopped) timer = setTimeout(load, RETRY_MS)
    }
  }
  void load()
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}
