import type { Link } from '../../../commands/screen.ts'

/** The links of a screen, which open beside the chat. */
export function LinkRows({ rows }: { rows: readonly (readonly Link[])[] }) {
  return (
    <nav class="choices links">
      {rows.map((row) => (
        <div class="row" key={row[0]?.url}>
          {row.map(({ label, url }) => (
            <a key={url} class="choice secondary" href={url} target="_blank" rel="noreferrer noopener">
              <span>{label}</span>
            </a>
          ))}
        </div>
      ))}
    </nav>
  )
}
