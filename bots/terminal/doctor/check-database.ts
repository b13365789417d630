import type { Config } from '../../../core/config.ts'
import { ExpectedError } from '../../../core/errors.ts'
import { listProjects } from '../../../core/projects/list-projects.ts'
import { failedTransactions } from '../../../core/store/chain-transactions.ts'
import { openStore } from '../../../core/store/database.ts'

/** Opens the database, brings its schema up to date and reads from it.
 * @throws ExpectedError `database.unreachable`, `chain.failedTransactions` */
export async function checkDatabase({ databaseUrl }: Config): Promise<string> {
  const store = await openStore(databaseUrl)
  try {
    const projects = await store.transaction((trx) => listProjects(trx))
    const failed = await store.transaction((trx) => failedTransactions(trx))
    if (failed[0]) {
      const { kind, reference, failure } = failed[0]
      const reason = `${kind} ${reference}: ${failure}`
      throw new ExpectedError('chain.failedTransactions', { count: failed.length, reason })
    }
    return `${store.dialect}, ${projects.length} projects`
  } finally {
    await store.close()
  }
}
