import { once } from 'node:events'
import { createServer } from 'node:http'
import type { TestProject } from 'vitest/node'
import { type PostgresServer, startPostgres } from './start-postgres.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Answers with the URL of the run's PostgreSQL server, which it starts at the first request. */
    postgresOnDemand: string
  }
}

/** One PostgreSQL server per run, started when the first test file asks for it, stopped at the end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let server: Promise<PostgresServer> | undefined
  const desk = createServer((_, response) => {
    server ??= startPostgres()
    server.then(
      ({ url }) => response.end(url),
      (thrown) => response.writeHead(500).end(String(thrown)),
    )
  })
  desk.listen(0, '127.0.0.1')
  await once(desk, 'listening')
  const address = desk.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  project.provide('postgresOnDemand', `http://127.0.0.1:${address.port}`)
  return async () => {
    desk.close()
    await (await server)?.stop()
  }
}
