import type { Command } from 'commander'
import { peopleBlocks } from '../../commands/people-blocks.ts'
import { screenText } from '../../commands/text.ts'
import { readStandings } from '../../core/quality/standing/read-standings.ts'
import { type Terminal, withStore } from './terminal.ts'

/** `tagora people` */
export function addPeople(program: Command, terminal: Terminal): void {
  program
    .command('people <project>')
    .description('how right the people of a project are, how sure that is, and their ranks')
    .option('--json', 'print one JSON object')
    .action((slug: string, options: { json?: boolean }) => people(terminal, slug, options.json ?? false))
}

async function people(terminal: Terminal, slug: string, json: boolean): Promise<void> {
  await withStore(terminal, async (store) => {
    const found = await store.transaction((trx) => readStandings(trx, slug))
    const listed = found.people.map(({ personId: _, ...person }) => person)
    const all = found.people.length
    terminal.print(
      json ? JSON.stringify({ ...found, people: listed }) : screenText(peopleBlocks(terminal.t, found, all)),
    )
  })
}
