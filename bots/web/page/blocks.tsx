import type { Block, Inline } from '../../../commands/screen.ts'

/** The text of a screen. Positions are stable within one screen, so they serve as keys. */
export function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return blocks.map((block, at) => <OneBlock key={at} block={block} />)
}

function OneBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading':
      return (
        <h2>
          <Runs runs={block.content} />
        </h2>
      )
    case 'paragraph':
      return (
        <p>
          <Runs runs={block.content} />
        </p>
      )
    case 'quote':
      return <blockquote dir="auto">{block.text}</blockquote>
    case 'code':
      return (
        <pre>
          <code>{block.text}</code>
        </pre>
      )
    case 'list':
      return (
        <ul>
          {block.items.map((runs, at) => (
            <li key={at}>
              <Runs runs={runs} />
            </li>
          ))}
        </ul>
      )
  }
}

function Runs({ runs }: { runs: readonly Inline[] }) {
  return runs.map((run, at) => <Run key={at} run={run} />)
}

function Run({ run }: { run: Inline }) {
  const text = run.style ? <Styled style={run.style} text={run.text} /> : run.text
  if (!run.url || !/^https?:/.test(run.url)) return text
  return (
    <a href={run.url} target="_blank" rel="noreferrer noopener">
      {text}
    </a>
  )
}

function Styled({ style, text }: { style: NonNullable<Inline['style']>; text: string }) {
  if (style === 'bold') return <strong>{text}</strong>
  if (style === 'italic') return <em>{text}</em>
  return <code>{text}</code>
}
