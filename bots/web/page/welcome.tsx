import { Logo } from './icons.tsx'
import { PersonForm } from './person-form.tsx'
import type { Words } from './words.ts'

interface Props {
  readonly words: Words
  onAdd(name: string): Promise<void>
}

/** What the very first visitor sees. */
export function Welcome({ words, onAdd }: Props) {
  return (
    <main class="welcome">
      <Logo />
      <h1>Tagora</h1>
      <p class="lead">{words.tagline}</p>
      <p>{words.welcome}</p>
      <PersonForm words={words} label={words.yourName} action={words.begin} onAdd={onAdd} />
    </main>
  )
}
