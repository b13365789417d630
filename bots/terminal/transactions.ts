import type { Command } from 'commander'
import { failedTransactions, requeueFailed } from '../../core/store/chain-transactions.ts'
import { printTable } from './print-table.ts'
import { type Terminal, withStore } from './terminal.ts'

/** `tagora transactions failed|retry` */
export function addTransactions(program: Command, terminal: Terminal): void {
  const transactions = program.command('transactions').description("the operator's transactions that failed")
  transactions
    .command('failed')
    .description('what was refused by the contracts, and why')
    .action(() => showFailed(terminal))
  transactions
    .command('retry')
    .description('send all of them again once their cause is mended; each takes effect at most once')
    .action(() => retry(terminal))
}

async function showFailed(terminal: Terminal): Promise<void> {
  const failed = await withStore(terminal, (store) => store.transaction(failedTransactions))
  if (failed.length === 0) return terminal.print(terminal.t('transactions.none'))
  printTable(failed.map(({ kind, reference, failure }) => [kind, reference, failure ?? '']))
}

async function retry(terminal: Terminal): Promise<void> {
  const count = await withStore(terminal, (store) => store.transaction(requeueFailed))
  terminal.print(count === 0 ? terminal.t('transactions.none') : terminal.t('transactions.queued', { count }))
}
