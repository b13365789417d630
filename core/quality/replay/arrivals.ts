import type { CrowdRecord } from './record.ts'

/**
 * Who comes next, and what they may be given: people arrive at random, each as often as they have recorded
 * answers left on items that still take some. The same numbers give the same arrivals.
 */
export class Arrivals {
  readonly #record: CrowdRecord
  readonly #random: (below: number) => number
  /** Workers with an unused answer, per item. */
  readonly #waiting = new Map<string, Set<string>>()
  /** Unused answers on items that take some, per worker. */
  readonly #chances = new Map<string, number>()
  readonly #closed = new Set<string>()
  #all = 0

  constructor(record: CrowdRecord, random: (below: number) => number) {
    this.#record = record
    this.#random = random
    for (const item of record.items) this.#waiting.set(item, new Set())
    for (const worker of record.workers) {
      const answers = record.answers.get(worker) ?? new Map<string, string>()
      for (const item of answers.keys()) this.#waiting.get(item)?.add(worker)
      this.#chances.set(worker, answers.size)
      this.#all += answers.size
    }
  }

  /** The next worker to come; null when nobody has anything to give. */
  next(): string | null {
    if (this.#all === 0) return null
    let at = this.#random(this.#all)
    for (const [worker, chances] of this.#chances) {
      if (at < chances) return worker
      at -= chances
    }
    throw new Error('chances do not add up')
  }

  /** The items a worker may be given. */
  offer(worker: string): string[] {
    const answers = this.#record.answers.get(worker) ?? new Map<string, string>()
    return [...answers.keys()].filter(
      (item) => !this.#closed.has(item) && this.#waiting.get(item)?.has(worker),
    )
  }

  /** Notes that a worker's answer to an open item was used. */
  use(worker: string, item: string): void {
    if (this.#waiting.get(item)?.delete(worker)) this.#add(worker, -1)
  }

  /** Notes whether an item takes answers. */
  setOpen(item: string, open: boolean): void {
    if (this.#closed.has(item) !== open) return
    if (open) this.#closed.delete(item)
    else this.#closed.add(item)
    for (const worker of this.#waiting.get(item) ?? []) this.#add(worker, open ? 1 : -1)
  }

  #add(worker: string, chances: number): void {
    this.#chances.set(worker, (this.#chances.get(worker) ?? 0) + chances)
    this.#all += chances
  }
}
