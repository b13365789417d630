import { readConfig } from '../../core/config.ts'
import { openStore, type Store } from '../../core/store/database.ts'
import type { Translate } from '../../locales/messages.ts'

/** What a terminal command needs of the outside. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly t: Translate
  print(line: string): void
  /** Set by a command that ended without an error but found something wrong. */
  exitCode?: number
}

/** Opens the configured store for `work` and closes it whatever happens. */
export async function withStore<T>(terminal: Terminal, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(readConfig(terminal.env).databaseUrl)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
