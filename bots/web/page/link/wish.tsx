import type { PageWish } from '../../../../core/wallet/page-links.ts'
import type { Words } from './words.ts'

interface WishProps {
  readonly wish: PageWish
  readonly address: string
  readonly words: Words
  readonly locale: string
}

/** What the wallet is about to sign, with every amount and limit, to compare with what the wallet shows. */
export function Wish({ wish, address, words, locale }: WishProps) {
  const { kind, symbol, until } = wish
  const tokens = (amount: string) => `${amount} ${symbol}`
  const rows: [string, string][] = [
    ...(wish.reference ? [[words.item, wish.reference] as [string, string]] : []),
    ...(wish.amount === '0' ? [] : [[words.amount, tokens(wish.amount)] as [string, string]]),
    ...(until
      ? ([
          [words.loss, tokens(wish.loss)],
          [words.perLabel, tokens(wish.perLabel)],
          [words.until, moment(locale, until)],
        ] as [string, string][])
      : []),
    [words.wallet, address],
  ]
  return (
    <section class="wish">
      <h2>{words[kind]}</h2>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function moment(locale: string, iso: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })
  return `${format.format(new Date(iso))} UTC`
}
