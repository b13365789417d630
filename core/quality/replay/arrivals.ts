import type { CrowdRecord } from './record.ts'

/**
 * Who comes next, and what they may be given: people arrive at random, each as often as they have recorded
 * answers left on items that still take some. The same numbers give the same arrivals.
 */
export class Arrivals {
  readonly #random: (below: number) => number
  /** Workers with an unused answer, per item. */
  readonly #waiting = new Map<string, Set<string>>()
  /** Items that take answers and have an unused one of theirs, per worker. */
  readonly #offers = new Map<string, Set<string>>()
  readonly #closed = new Set<string>()
  #all = 0

  constructor({ items, workers, answers }: CrowdRecord, random: (below: number) => number) {
    this.#random = random
    for (const item of items) this.#waiting.set(item, new Set())
    for (const worker of workers) {
      const offer = new Set(answers.get(worker)?.keys())
      for (const item of offer) this.#waiting.get(item)?.add(worker)
      this.#offers.set(worker, offer)
      this.#all += offer.size
    }
  }

  /** The next worker to come; null when nobody has anything to give. */
  next(): string | null {
    if (this.#all === 0) return null
    let at = this.#random(this.#all)
    for (const [worker, { size }] of this.#offers) {
      if (at < size) return worker
      at -= size
    }
    throw new Error('chances do not add up')
  }

  /** The items a worker may be given: as they are now, also when more happens. */
  offersTo(worker: string): ReadonlySet<string> {
    return this.#offers.get(worker) ?? new Set()
  }

  /** Notes that a worker's answer to an item was used. */
  use(worker: string, item: string): void {
    this.#waiting.get(item)?.delete(worker)
    if (this.#offers.get(worker)?.delete(item)) this.#all--
  }

  /** Notes that a worker was given nothing of what they were offered: they do not come for it again. */
  leave(worker: string): void {
    for (const item of [...this.offersTo(worker)]) this.use(worker, item)
  }

  /** Notes whether an item takes answers. */
  setOpen(item: string, open: boolean): void {
    if (this.#closed.has(item) !== open) return
    if (open) this.#closed.delete(item)
    else this.#closed.add(item)
    for (const worker of this.#waiting.get(item) ?? []) {
      const offer = this.#offers.get(worker)
      if (open) offer?.add(item)
      else offer?.delete(item)
      this.#all += open ? 1 : -1
    }
  }
}
