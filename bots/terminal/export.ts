import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { type Command, Option } from 'commander'
import { systemClock } from '../../core/clock.ts'
import { exportProject } from '../../core/items/export-project.ts'
import { type Terminal, withStore } from './terminal.ts'

interface Options {
  readonly format: 'jsonl' | 'csv'
  readonly out?: string
}

/** `tagora export <project>` */
export function addExport(program: Command, terminal: Terminal): void {
  program
    .command('export <project>')
    .description('every annotation (pseudonymous), decision and settlement of a project')
    .addOption(new Option('--format <format>', 'file format').choices(['jsonl', 'csv']).default('jsonl'))
    .option('--out <file>', 'write to a file instead of the terminal')
    .action((slug: string, options: Options) => exportTo(terminal, slug, options))
}

async function exportTo(terminal: Terminal, slug: string, { format, out }: Options): Promise<void> {
  const stream = out ? createWriteStream(out) : process.stdout
  const write = async (chunk: string) => {
    if (!stream.write(chunk)) await once(stream, 'drain')
  }
  await withStore(terminal, (store) => exportProject(store, systemClock, { slug, format, write }))
  if (out) {
    stream.end()
    await once(stream, 'finish')
  }
}
