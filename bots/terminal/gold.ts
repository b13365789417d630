import type { Command } from 'commander'
import { disputeBlocks } from '../../commands/dispute-blocks.ts'
import { goldBlocks } from '../../commands/gold-blocks.ts'
import { statedKey } from '../../commands/stated-key.ts'
import { heading, plainText, screenText } from '../../commands/text.ts'
import { systemClock } from '../../core/clock.ts'
import { addGold } from '../../core/quality/gold/add-gold.ts'
import { confirmGold } from '../../core/quality/gold/confirm-gold.ts'
import { readDisputes } from '../../core/quality/gold/read-disputes.ts'
import { readGold } from '../../core/quality/gold/read-gold.ts'
import { repairGold } from '../../core/quality/gold/repair-gold.ts'
import { retireGold, retireWords } from '../../core/quality/gold/retire-gold.ts'
import { type Terminal, withStore } from './terminal.ts'

const LISTED = 20
const LISTED_AS_JSON = 1_000

/** `tagora gold list|add|confirm|retire|repair|disputes` */
export function addGoldCommands(program: Command, terminal: Terminal): void {
  const gold = program.command('gold').description('Look after items whose answer is known')
  gold
    .command('list <project>')
    .description('the gold of a project, and what waits to be confirmed')
    .option('--json', 'print one JSON object with longer lists')
    .action((slug: string, options: { json?: boolean }) => list(terminal, slug, options.json ?? false))
  gold
    .command('add <project> <item> <label> [why]')
    .description('state the answer of an item, by its id in the imported file')
    .action((slug: string, externalId: string, label: string, why?: string) =>
      state(terminal, addGold, { slug, externalId, label, why: why ?? null }),
    )
  gold
    .command('repair <project> <item> <label> [why]')
    .description('state the right answer of gold that was wrong or in doubt')
    .action((slug: string, externalId: string, label: string, why?: string) =>
      state(terminal, repairGold, { slug, externalId, label, why: why ?? null }),
    )
  gold
    .command('disputes <project>')
    .description('gold whose answer is in doubt')
    .option('--json', 'print one JSON object with a longer list')
    .action((slug: string, options: { json?: boolean }) => disputes(terminal, slug, options.json ?? false))
  gold
    .command('confirm <project> <item>')
    .description('make a proposed item gold')
    .action((slug: string, externalId: string) => confirm(terminal, { slug, externalId }))
  gold
    .command('retire <project> <item>')
    .description('stop testing people with an item, or turn a proposal down')
    .option('--because <reason>', retireWords.join(', '), 'enough')
    .action((slug: string, externalId: string, options: { because: string }) =>
      retire(terminal, { slug, externalId, because: options.because }),
    )
}

/** An operator speaks for the requester. */
const OPERATOR = null

async function list(terminal: Terminal, slug: string, json: boolean): Promise<void> {
  await withStore(terminal, async (store) => {
    const limit = json ? LISTED_AS_JSON : LISTED
    const gold = await store.transaction((trx) => readGold(trx, { slug, limit, account: OPERATOR }))
    terminal.print(json ? JSON.stringify(gold) : screenText(goldBlocks(terminal.t, gold)))
  })
}

interface Named {
  readonly slug: string
  readonly externalId: string
}

async function disputes(terminal: Terminal, slug: string, json: boolean): Promise<void> {
  await withStore(terminal, async (store) => {
    const limit = json ? LISTED_AS_JSON : LISTED
    const asked = { slug, skip: 0, limit, account: OPERATOR }
    const { project, count, open } = await store.transaction((trx) => readDisputes(trx, asked))
    if (json) return terminal.print(JSON.stringify({ slug: project.slug, count, open }))
    const title = terminal.t('gold.disputesTitle', { project: project.definition.title, count })
    const blocks = open.flatMap((one) => disputeBlocks(terminal.t, one))
    terminal.print(screenText([heading(title), ...blocks]))
  })
}

async function state(
  terminal: Terminal,
  how: typeof addGold,
  statement: Named & { label: string; why: string | null },
): Promise<void> {
  await withStore(terminal, async (store) => {
    const added = await store.transaction((trx) => how(trx, systemClock, { ...statement, account: OPERATOR }))
    const words = { item: added.externalId, label: added.labelTitle }
    terminal.print(plainText(terminal.t(statedKey(added), words)))
  })
}

async function confirm(terminal: Terminal, named: Named): Promise<void> {
  await withStore(terminal, async (store) => {
    const { externalId: item, labelTitle: label } = await store.transaction((trx) =>
      confirmGold(trx, systemClock, { ...named, account: OPERATOR }),
    )
    terminal.print(plainText(terminal.t('gold.confirmed', { item, label })))
  })
}

async function retire(terminal: Terminal, named: Named & { because: string }): Promise<void> {
  await withStore(terminal, async (store) => {
    const { externalId: item } = await store.transaction((trx) =>
      retireGold(trx, systemClock, { ...named, account: OPERATOR }),
    )
    terminal.print(plainText(terminal.t('gold.retiredNow', { item })))
  })
}
