import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Logo } from '../icons.tsx'
import { wordsFor } from './words.ts'

/** Nothing else is ever made a link: an address from outside could be any program's. */
const PAIRING = /^wc:[0-9a-f]{64}@2\?[\w&=%.-]{1,400}$/

/** Opens the wallet app of this device: chats refuse links that do not begin with https. */
function OpenPage() {
  const words = wordsFor(navigator.language)
  const [isCopied, setCopied] = useState(false)
  const uri = pairingIn(window.location.hash)
  useEffect(() => {
    document.documentElement.lang = navigator.language
  }, [])
  if (!uri) {
    return (
      <main class="card">
        <Logo />
        <h1>{words.openTitle}</h1>
        <p class="problem" role="alert">
          {words.badUri}
        </p>
      </main>
    )
  }
  return (
    <main class="card">
      <Logo />
      <h1>{words.openTitle}</h1>
      <p>{words.openHint}</p>
      <a class="choice primary" href={uri}>
        {words.open}
      </a>
      <button
        type="button"
        class="choice"
        onClick={async () => {
          await navigator.clipboard.writeText(uri)
          setCopied(true)
        }}
      >
        {words.copy}
      </button>
      {isCopied && <p role="status">{words.copied}</p>}
    </main>
  )
}

function pairingIn(hash: string): string | null {
  try {
    const uri = decodeURIComponent(hash.slice(1))
    return PAIRING.test(uri) ? uri : null
  } catch {
    // No valid encoding, so none of ours.
    return null
  }
}

render(<OpenPage />, document.getElementById('app') as HTMLElement)
