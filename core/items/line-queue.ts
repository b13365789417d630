import type { Line } from './read-lines.ts'
import type { Refusal } from './refusal.ts'

/** Lines in order, with a look at the next one and the possibility to put some back. */
export class LineQueue {
  readonly #lines: AsyncIterator<Line | Refusal>
  #ahead: (Line | Refusal)[] = []

  constructor(lines: AsyncIterator<Line | Refusal>) {
    this.#lines = lines
  }

  /** The next line without taking it; undefined at the end. */
  async peek(): Promise<Line | Refusal | undefined> {
    if (this.#ahead.length === 0) {
      const { done, value } = await this.#lines.next()
      if (!done) this.#ahead.push(value)
    }
    return this.#ahead[0]
  }

  /** Takes the next line; undefined at the end. */
  async next(): Promise<Line | Refusal | undefined> {
    await this.peek()
    return this.#ahead.shift()
  }

  unread(lines: readonly (Line | Refusal)[]): void {
    this.#ahead.unshift(...lines)
  }

  /** Lets go of the file even when it was not read to its end. */
  async close(): Promise<void> {
    await this.#lines.return?.()
  }
}
