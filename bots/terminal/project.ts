import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { refusalLines } from '../../commands/refusal-lines.ts'
import { plainText } from '../../commands/text.ts'
import { amount } from '../../core/amount.ts'
import { systemClock } from '../../core/clock.ts'
import { ExpectedError, reasonOf } from '../../core/errors.ts'
import { importItems } from '../../core/items/import-items.ts'
import { createProject } from '../../core/projects/create-project.ts'
import { findProject } from '../../core/projects/find-project.ts'
import { parseProjectFile } from '../../core/projects/parse-project-file.ts'
import { pauseProject } from '../../core/projects/pause-project.ts'
import { readProjectStatus } from '../../core/projects/read-project-status.ts'
import { resumeProject } from '../../core/projects/resume-project.ts'
import { TOKEN_SYMBOL } from '../../core/token.ts'
import { addHealth } from './health.ts'
import { printTable } from './print-table.ts'
import { type Terminal, withStore } from './terminal.ts'

/** `tagora project create|import|status|health|pause|resume` */
export function addProject(program: Command, terminal: Terminal): void {
  const project = program.command('project').description('Create, fill and watch projects')
  project
    .command('create <file>')
    .description('create a project from a project file (YAML or JSON)')
    .action((file: string) => create(terminal, file))
  project
    .command('import <project> <file>')
    .description('import items from a .jsonl, .csv or .tsv file; importing again adds nothing')
    .option('--json', 'print the report as one JSON object')
    .action((slug: string, file: string, options: { json?: boolean }) =>
      importFile(terminal, slug, file, options.json ?? false),
    )
  project
    .command('status <project>')
    .description('items, people, gold, agreement and money of a project')
    .option('--json', 'print one JSON object; amounts in wei')
    .action((slug: string, options: { json?: boolean }) => status(terminal, slug, options.json ?? false))
  addHealth(project, terminal)
  project
    .command('pause <project>')
    .description('stop handing out items')
    .action((slug: string) => change(terminal, slug, 'paused'))
  project
    .command('resume <project>')
    .description('hand out items again')
    .action((slug: string) => change(terminal, slug, 'resumed'))
}

async function create(terminal: Terminal, file: string): Promise<void> {
  const { definition, source } = parseProjectFile(await readText(file), basename(file))
  await withStore(terminal, async (store) => {
    const made = await store.transaction((trx) =>
      createProject(trx, systemClock, { definition, source, createdBy: null }),
    )
    const values = { project: made.slug, budget: amount(made.budgetWei), symbol: TOKEN_SYMBOL }
    terminal.print(plainText(terminal.t('project.created', values)))
  })
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new ExpectedError('import.unreadable', { file, reason: reasonOf(cause) }, { cause })
  }
}

async function importFile(terminal: Terminal, slug: string, path: string, json: boolean): Promise<void> {
  await withStore(terminal, async (store) => {
    const project = await store.transaction((trx) => findProject(trx, slug))
    const report = await importItems(store, systemClock, { project, path, fileName: basename(path) })
    if (json) return terminal.print(JSON.stringify(report))
    const { accepted: count, duplicates, refused, refusals } = report
    terminal.print(plainText(terminal.t('import.done', { count, duplicates, refused })))
    for (const line of refusalLines(terminal.t, refusals)) terminal.print(`  ${plainText(line)}`)
    if (refused > refusals.length) {
      terminal.print(plainText(terminal.t('import.moreRefusals', { shown: refusals.length })))
    }
  })
}

async function status(terminal: Terminal, slug: string, json: boolean): Promise<void> {
  await withStore(terminal, async (store) => {
    const found = await store.transaction((trx) => readProjectStatus(trx, slug))
    if (json)
      return terminal.print(
        JSON.stringify(found, (_, value) => (typeof value === 'bigint' ? `${value}` : value)),
      )
    const { items, work, gold, money } = found
    printTable([
      ['project', `${found.slug} (${plainText(terminal.t(`project.state.${found.state}`))})`],
      ['items', `${items.items}: ${items.open} open, ${items.decided} decided, ${items.expert} expert`],
      ['annotations', `${work.annotations} by ${work.people} people, ${work.leased} leased`],
      ['gold', `${gold.right} of ${gold.total}`],
      ["Krippendorff's alpha", found.alpha?.toFixed(3) ?? '–'],
      ['budget', `${amount(money.budgetWei)} ${TOKEN_SYMBOL}`],
      ['paid', `${amount(money.paidWei)} ${TOKEN_SYMBOL}`],
      ['committed at most', `${amount(money.committedWei)} ${TOKEN_SYMBOL}`],
    ])
  })
}

async function change(terminal: Terminal, slug: string, to: 'paused' | 'resumed'): Promise<void> {
  const act = to === 'paused' ? pauseProject : resumeProject
  await withStore(terminal, async (store) => {
    const changed = await store.transaction((trx) => act(trx, systemClock, { slug, accountId: null }))
    terminal.print(plainText(terminal.t(`project.${to}`, { project: changed.slug })))
  })
}
