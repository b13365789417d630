import PQueue from 'p-queue'
import type { FromSide, ToSide } from './messages.ts'

/** One way to link. */
export interface Way {
  /** Links once; `show` is given the code to scan. */
  link(show: (uri: string) => void): Promise<void>
  stop(): Promise<void>
}

/** Does what the parent process asks of a way to link. */
export function serveSide(way: Way): void {
  process.on('message', (message: ToSide) => {
    if (message.kind === 'run') void run(way, message)
    else if (message.kind === 'weigh') weigh()
    else void way.stop().finally(() => process.exit(0))
  })
  post({ kind: 'ready' })
}

async function run(way: Way, { flows, atOnce }: Extract<ToSide, { kind: 'run' }>): Promise<void> {
  const queue = new PQueue({ concurrency: atOnce })
  const durations: number[] = []
  const one = async (flow: number) => {
    const begun = performance.now()
    await way.link((uri) => post({ kind: 'code', flow, uri }))
    durations.push(performance.now() - begun)
  }
  const all = Array.from({ length: flows }, (_, flow) => queue.add(() => one(flow)))
  await Promise.allSettled(all)
  post({ kind: 'done', durations })
}

function weigh(): void {
  globalThis.gc?.()
  post({ kind: 'weight', rssKb: process.memoryUsage().rss / 1_024 })
}

function post(message: FromSide): void {
  process.send?.(message)
}
