import { execFile } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'

const POLL_MS = 25

/** Asks `condition` until it gives something other than false, or `limitMs` have passed (then false). */
export async function until<T>(condition: () => Promise<T | false> | T | false, limitMs: number) {
  const end = Date.now() + limitMs
  for (;;) {
    const value = await condition()
    if (value !== false || Date.now() >= end) return value
    await wait(POLL_MS)
  }
}

/** True while a process with this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ESRCH') return false
    if (code === 'EPERM') return true
    throw cause
  }
}

/** True when the process was started with `argument`: ids are reused, so a stored one may be a stranger's. */
export async function runsWith(pid: number, argument: string): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)])
    return stdout.includes(argument)
  } catch (cause) {
    // No such process, or no such tool: either way it is not known to be ours.
    if (cause instanceof Error && 'code' in cause) return false
    throw cause
  }
}

/** Asks a process to end, and makes it when it has not after `limitMs`. */
export async function endProcess(pid: number, limitMs: number): Promise<void> {
  if (isAlive(pid)) process.kill(pid, 'SIGTERM')
  if (await until(() => !isAlive(pid), limitMs)) return
  process.kill(pid, 'SIGKILL')
  await until(() => !isAlive(pid), limitMs)
}

/** `wanted` when nothing listens there, else any free port of `host`. */
export async function freePort(host: string, wanted = 0): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const server = createServer()
  server.once('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EADDRINUSE' && wanted !== 0) resolve(freePort(host))
    else reject(cause)
  })
  server.listen(wanted, host, () => {
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : wanted
    server.close(() => resolve(port))
  })
  return promise
}
