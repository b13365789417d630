import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { PageView } from '../../../../core/wallet/page-links.ts'
import { Logo } from '../icons.tsx'
import { offer, openLink, prove, Refusal } from './api.ts'
import { isRefusal, type KnownWallet, NoAccount, signWith, watchWallets } from './providers.ts'
import { Wish } from './wish.tsx'
import { type Words, wordsFor } from './words.ts'

const PLATFORMS: Readonly<Record<string, string>> = { discord: 'Discord', telegram: 'Telegram', web: 'web' }
/** The secret stands behind the sign, so no server on the way ever sees it. */
const token = window.location.hash.slice(1)

/** Has a wallet of this browser sign for the account that the one-time link belongs to. */
function LinkPage() {
  const [view, setView] = useState<PageView | null>(null)
  const [problem, setProblem] = useState('')
  const [isProven, setProven] = useState(false)
  const words = wordsFor(view?.locale ?? navigator.language)

  useEffect(() => {
    document.documentElement.lang = navigator.language
    if (!token) return setProblem(wordsFor(navigator.language).broken)
    openLink(token).then(
      (opened) => {
        document.documentElement.lang = opened.locale
        setView(opened)
        setProven(opened.isProven)
      },
      (thrown: unknown) => setProblem(reasonFor(thrown, wordsFor(navigator.language))),
    )
  }, [])

  return (
    <main class="card">
      <Logo />
      <h1>{isProven ? words.proven : view?.wish ? words.wishTitle : words.title}</h1>
      {!view && !problem && <p role="status">{words.loading}</p>}
      {view && isProven && <p role="status">{view.wish ? words.wishBack : words.back}</p>}
      {view && !isProven && (
        <Choice view={view} words={words} onProblem={setProblem} onProven={() => setProven(true)} />
      )}
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </main>
  )
}

interface ChoiceProps {
  readonly view: PageView
  readonly words: Words
  onProblem(problem: string): void
  onProven(): void
}

function Choice({ view, words, onProblem, onProven }: ChoiceProps) {
  const wallets = useWallets()
  const [busy, setBusy] = useState(false)
  const choose = async (wallet: KnownWallet) => {
    if (busy) return
    setBusy(true)
    onProblem('')
    try {
      const signature = await signWith(wallet, view.chainId, (address) => offer(token, address))
      await prove(token, signature)
      onProven()
    } catch (thrown) {
      onProblem(reasonFor(thrown, words))
    }
    setBusy(false)
  }
  return (
    <>
      <p class="who">
        {words.for.replace('{platform}', PLATFORMS[view.platform] ?? view.platform)}{' '}
        <strong>{view.name}</strong>. {words.notYou}
      </p>
      <p class="phrase">
        {view.phrase === null ? (
          words.noPhrase
        ) : (
          <>
            {words.phrase}: <strong>{view.phrase}</strong>
          </>
        )}
      </p>
      {view.wish && <Wish wish={view.wish} address={view.address ?? ''} words={words} locale={view.locale} />}
      <p>{wallets.length > 0 ? words.choose : words.none}</p>
      {wallets.length > 0 && (
        <ul>
          {wallets.map((wallet) => (
            <li key={wallet.id}>
              <button
                type="button"
                class="choice primary"
                aria-disabled={busy}
                onClick={() => choose(wallet)}
              >
                {wallet.icon && <img src={wallet.icon} alt="" />}
                {wallet.name}
              </button>
            </li>
          ))}
        </ul>
      )}
      {busy && <p role="status">{words.connecting}</p>}
      <p class="quiet">{view.wish ? words.wishFree : words.free}</p>
    </>
  )
}

/** The wallets of this browser. One that speaks both ways is shown once, by its own name. */
function useWallets(): readonly KnownWallet[] {
  const [wallets, setWallets] = useState<readonly KnownWallet[]>([])
  useEffect(
    () =>
      watchWallets((wallet) =>
        setWallets((known) => {
          const others = known.filter((one) => one.id !== wallet.id && one.provider !== wallet.provider)
          const isNamed = known.some(
            (one) => one.provider === wallet.provider && one.id !== 'window.ethereum',
          )
          return isNamed && wallet.id === 'window.ethereum' ? known : [...others, wallet]
        }),
      ),
    [],
  )
  return wallets
}

function reasonFor(thrown: unknown, words: Words): string {
  if (thrown instanceof Refusal) return thrown.message
  if (thrown instanceof NoAccount) return words.noAccount
  if (isRefusal(thrown)) return words.refused
  if (thrown instanceof TypeError) return words.unreachable
  const reason =
    typeof thrown === 'object' && thrown !== null && 'message' in thrown ? thrown.message : thrown
  return words.failed.replace('{reason}', String(reason).slice(0, 200))
}

render(<LinkPage />, document.getElementById('app') as HTMLElement)
