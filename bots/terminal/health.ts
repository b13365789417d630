import type { Command } from 'commander'
import { healthBlocks } from '../../commands/health-blocks.ts'
import { screenText } from '../../commands/text.ts'
import { readProjectHealth } from '../../core/insights/read-project-health.ts'
import { type Terminal, withStore } from './terminal.ts'

/** `tagora project health` */
export function addHealth(project: Command, terminal: Terminal): void {
  project
    .command('health <project>')
    .description('agreement, confused labels, hard items, drift and people to look at')
    .option('--json', 'print one JSON object with longer lists')
    .action((slug: string, options: { json?: boolean }) => health(terminal, slug, options.json ?? false))
}

async function health(terminal: Terminal, slug: string, json: boolean): Promise<void> {
  await withStore(terminal, async (store) => {
    const found = await store.transaction((trx) => readProjectHealth(trx, slug))
    terminal.print(json ? JSON.stringify(found) : screenText(healthBlocks(terminal.t, found)))
  })
}
