import type { Progress } from './play.ts'

interface ProgressDisplay {
  show(progress: Progress): void
  end(): void
}

const WIDTH = 40

/** A bar on a terminal, a line now and then elsewhere; always on stderr, so that stdout holds the result.
 * It reads no keys: a library that does would keep Ctrl-C from stopping the server. */
export function startProgress(max: number): ProgressDisplay {
  return process.stderr.isTTY ? bar(max) : lines(max)
}

function bar(max: number): ProgressDisplay {
  const draw = (closed: number, text: string) => {
    const full = Math.round((WIDTH * closed) / max)
    process.stderr.write(`\r${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${text}\u001B[K`)
  }
  draw(0, 'A dozen people are labeling')
  return {
    show: ({ closed, unsettled }) =>
      draw(closed, closed < max ? `${closed} of ${max} items closed` : `settling: ${unsettled} to go`),
    end: () => {
      draw(max, 'Everything is settled on chain')
      process.stderr.write('\n')
    },
  }
}

function lines(max: number): ProgressDisplay {
  let shown = -1
  const show = ({ closed, unsettled }: Progress) => {
    if (Math.floor(closed / 50) <= Math.floor(shown / 50) && closed < max) return
    if (closed === shown && unsettled > 0) return
    shown = closed
    process.stderr.write(`${closed} of ${max} items closed, ${unsettled} settlements under way\n`)
  }
  return { show, end: () => {} }
}
