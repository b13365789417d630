/** A message as a subscriber gets it. */
export interface Letter {
  readonly topic: string
  readonly message: string
  readonly tag: number
  /** Milliseconds since the epoch. */
  readonly publishedAt: number
}

interface Kept extends Letter {
  readonly publisher: string
  readonly expiresAt: number
  /** Clients that have said they have it. */
  readonly acknowledged: Set<string>
}

/**
 * Keeps messages until they expire. Whoever subscribes gets those of the topic that they neither sent nor
 * acknowledged before, by the id of the client: a client that restarts is the same one.
 */
export class Mailbox {
  readonly #letters = new Map<string, Kept[]>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  put(publisher: string, letter: Omit<Letter, 'publishedAt'>, ttlSeconds: number): Letter {
    const publishedAt = this.#now()
    const kept = {
      ...letter,
      publishedAt,
      publisher,
      expiresAt: publishedAt + ttlSeconds * 1_000,
      acknowledged: new Set<string>(),
    }
    this.#letters.set(letter.topic, [...this.#living(letter.topic), kept])
    return kept
  }

  /** What is in store for a client on a topic, oldest first. */
  waiting(topic: string, client: string): Letter[] {
    return this.#living(topic).filter(
      (letter) => letter.publisher !== client && !letter.acknowledged.has(client),
    )
  }

  acknowledge(letter: Letter, client: string): void {
    this.#living(letter.topic)
      .find((kept) => kept === letter)
      ?.acknowledged.add(client)
  }

  /** Forgets everything, as a relay does that loses its storage. */
  clear(): void {
    this.#letters.clear()
  }

  #living(topic: string): Kept[] {
    return (this.#letters.get(topic) ?? []).filter((letter) => letter.expiresAt > this.#now())
  }
}
