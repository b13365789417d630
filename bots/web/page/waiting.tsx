import type { Words } from './words.ts'

/** Grey shapes of messages to come. */
export function Waiting({ words }: { words: Words }) {
  return (
    <div class="stage">
      <p class="unseen" role="status">
        {words.loading}
      </p>
      <div class="messages" aria-hidden="true">
        <div class="thread">
          <div class="bubble theirs skeleton tall" />
          <div class="bubble mine skeleton" />
          <div class="bubble theirs skeleton" />
        </div>
      </div>
    </div>
  )
}
