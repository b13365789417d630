/** Something that happens at a moment, in milliseconds since the start. */
export interface Timed {
  readonly atMs: number
}

/** Events in the order of their time; those of the same moment in the order they were added. A binary heap:
 * adding and taking cost the logarithm of the length. */
export class EventQueue<E extends Timed> {
  readonly #heap: { readonly event: E; readonly number: number }[] = []
  #added = 0

  add(event: E): void {
    this.#heap.push({ event, number: this.#added++ })
    let child = this.#heap.length - 1
    while (child > 0) {
      const parent = (child - 1) >> 1
      if (!this.#isBefore(child, parent)) return
      this.#swap(child, parent)
      child = parent
    }
  }

  /** The next event, taken out; undefined when there is none. */
  take(): E | undefined {
    const first = this.#heap[0]
    const last = this.#heap.pop()
    if (!first || !last) return undefined
    if (this.#heap.length > 0) {
      this.#heap[0] = last
      this.#sink()
    }
    return first.event
  }

  #sink(): void {
    for (let parent = 0; ; ) {
      const [left, right] = [2 * parent + 1, 2 * parent + 2]
      let least = parent
      if (this.#isBefore(left, least)) least = left
      if (this.#isBefore(right, least)) least = right
      if (least === parent) return
      this.#swap(parent, least)
      parent = least
    }
  }

  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one], this.#heap[other]]
    if (!a || !b) return false
    return a.event.atMs < b.event.atMs || (a.event.atMs === b.event.atMs && a.number < b.number)
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#heap[one], this.#heap[other]]
    if (!a || !b) return
    this.#heap[one] = b
    this.#heap[other] = a
  }
}
