import PQueue from 'p-queue'

/** Work of one person in its order, of different people side by side. */
export interface PersonQueues {
  /** Queues the work; null, without running it, when this person has too much waiting already. */
  add<T>(person: number, work: () => Promise<T>): Promise<T> | null
}

/** @param most how much of one person may wait */
export function createPersonQueues(most: number): PersonQueues {
  const queues = new Map<number, PQueue>()
  return {
    add: (person, work) => {
      const queue = queues.get(person) ?? new PQueue({ concurrency: 1 })
      if (queue.size >= most) return null
      queues.set(person, queue)
      return queue.add(work).finally(() => {
        if (queue.size === 0 && queue.pending === 0) queues.delete(person)
      })
    },
  }
}
