import fc from 'fast-check'
import type { Block, Button, Link, Screen } from '../../../commands/screen.ts'

const LONGEST = 9_000

const word = fc.oneof(
  { weight: 5, arbitrary: fc.string({ unit: fc.constantFrom(...'aZ9*_~`|[]<>@#-+.:\\ äß漢😀\n') }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: fc.constantFrom('a', '*', ' ', '\n'), maxLength: LONGEST, size: 'max' }),
  },
  { weight: 1, arbitrary: fc.constant('x'.repeat(LONGEST)) },
)

const inline = fc.record(
  {
    text: word,
    style: fc.constantFrom('bold' as const, 'italic' as const, 'code' as const),
    url: fc.constantFrom('https://tagora.example/docs', 'no link'),
  },
  { requiredKeys: ['text'] },
)
const runs = fc.array(inline, { maxLength: 4 })

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constantFrom('heading' as const, 'paragraph' as const), content: runs }),
  fc.record({ kind: fc.constantFrom('quote' as const, 'code' as const), text: word }),
  fc.record({ kind: fc.constant('list' as const), items: fc.array(runs, { maxLength: 5 }) }),
)

const labels = fc.array(fc.array(fc.oneof(fc.string({ maxLength: 20 }), word), { maxLength: 7 }), {
  maxLength: 7,
})
const styles = ['primary', 'secondary', 'success', 'danger'] as const

/** The smallest PNG there is: one black pixel. */
export const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=='

const link: fc.Arbitrary<Link> = fc.record({
  label: word,
  url: fc.constantFrom(
    'https://tagora.example/wc',
    `https://x.example/${'a'.repeat(600)}`,
    'http://localhost',
    'wc:1@2',
  ),
})
const extras = fc.record(
  {
    image: fc.record({ png: fc.constant(PIXEL), alt: word }),
    links: fc.array(fc.array(link, { maxLength: 7 }), { maxLength: 3 }),
  },
  { requiredKeys: [] },
)

/** Anything a command could ever return, and far more. */
export const anyScreen: fc.Arbitrary<Screen> = fc
  .record({ blocks: fc.array(block, { maxLength: 6 }), labels, extras })
  .map(({ blocks, labels: rows, extras: more }) => {
    let index = 0
    const buttons = rows.map((row) =>
      row.map((label): Button => {
        const actionId = `${'0'.repeat(32)}.${index++}`
        return { label, actionId, style: styles[index % styles.length] ?? 'primary' }
      }),
    )
    return { blocks, buttons, ...more }
  })

export function screenOf(blocks: readonly Block[]): Screen {
  return { blocks, buttons: [] }
}
