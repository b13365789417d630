import { open, rename, rm } from 'node:fs/promises'
import { type Command, Option } from 'commander'
import { systemClock } from '../../core/clock.ts'
import { ExpectedError, reasonOf } from '../../core/errors.ts'
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
  const run = (write: Write) =>
    withStore(terminal, (store) => exportProject(store, systemClock, { slug, format, write }))
  await (out ? toFile(out, run) : toTerminal(run))
}

type Write = (chunk: string) => Promise<void>
type Run = (write: Write) => Promise<unknown>

/** Written beside the file first: an export that fails leaves the last one as it was. */
async function toFile(out: string, run: Run): Promise<void> {
  const part = `${out}.part`
  const file = await writing(out, open(part, 'w'))
  try {
    await run((chunk) => writing(out, file.appendFile(chunk)))
    await file.close()
    await writing(out, rename(part, out))
  } catch (cause) {
    await file.close()
    await rm(part, { force: true })
    throw cause
  }
}

async function writing<T>(file: string, step: Promise<T>): Promise<T> {
  try {
    return await step
  } catch (cause) {
    throw new ExpectedError('export.unwritable', { file, reason: reasonOf(cause) }, { cause })
  }
}

async function toTerminal(run: Run): Promise<void> {
  const { stdout } = process
  // Without a listener the event would end the process; the write that failed rejects anyway.
  stdout.once('error', () => undefined)
  const write = (chunk: string) =>
    new Promise<void>((done, fail) => stdout.write(chunk, (cause) => (cause ? fail(cause) : done())))
  try {
    await run(write)
  } catch (cause) {
    // The reader has seen enough: `tagora export … | head`.
    if ((cause as NodeJS.ErrnoException).code !== 'EPIPE') throw cause
  }
}
