import { render } from 'preact'
import { Logo } from '../icons.tsx'
import { wordsFor } from './words.ts'

/** Where wallet apps lead back to. */
function BackPage() {
  const words = wordsFor(navigator.language)
  document.documentElement.lang = navigator.language
  return (
    <main class="card">
      <Logo />
      <h1>{words.backTitle}</h1>
      <p>{words.backHint}</p>
    </main>
  )
}

render(<BackPage />, document.getElementById('app') as HTMLElement)
