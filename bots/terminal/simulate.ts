import { readFile, writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { Command } from 'commander'
import { ExpectedError, reasonOf } from '../../core/errors.ts'
import type { ProjectDefinition } from '../../core/projects/definition.ts'
import { parseProjectFile } from '../../core/projects/parse-project-file.ts'
import { chartOf } from './simulate/chart-of.ts'
import { communityOf } from './simulate/community-of.ts'
import { jsonOf } from './simulate/json-of.ts'
import { declareOptions, type SimulateOptions } from './simulate/options.ts'
import { combineSettings } from './simulate/settings.ts'
import { showSimulation } from './simulate/show.ts'
import { simulate } from './simulate/simulate.ts'
import type { Terminal } from './terminal.ts'

const SAMPLE = resolve(import.meta.dirname, '../../docs/samples/sms-spam/project.yaml')

/** `tagora simulate [project-file]` */
export function addSimulate(program: Command, terminal: Terminal): void {
  const command = program
    .command('simulate')
    .argument('[project-file]', 'the project to try; default: the sample project', SAMPLE)
    .description('play a project with simulated people, to choose its settings before it costs anything')
  declareOptions(command).action((file: string, options: SimulateOptions) => run(terminal, file, options))
}

async function run(terminal: Terminal, file: string, options: SimulateOptions): Promise<void> {
  const definition = await readProject(file)
  const community = communityOf(options, definition)
  const settings = combineSettings(definition, options, options.items)
  const { seed, runs, seconds } = options
  const simulated = await simulate({ community, settings, seed, runs, seconds })
  const results = { definition, community, simulated, wantedRuns: runs }
  if (options.chart) await draw(terminal, options.chart, results)
  if (options.json) terminal.print(JSON.stringify(jsonOf(results, seed)))
  else showSimulation(terminal, results)
}

async function readProject(file: string): Promise<ProjectDefinition> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (cause) {
    throw new ExpectedError('import.unreadable', { file, reason: reasonOf(cause) }, { cause })
  }
  return parseProjectFile(text, basename(file)).definition
}

async function draw(terminal: Terminal, file: string, results: Parameters<typeof chartOf>[1]): Promise<void> {
  // Loaded only here: no other command needs a canvas.
  const { drawComparison } = await import('../../core/insights/charts/draw-comparison.ts')
  const picture = await drawComparison(chartOf(terminal.t, results))
  try {
    await writeFile(file, picture)
  } catch (cause) {
    throw new ExpectedError('export.unwritable', { file, reason: reasonOf(cause) }, { cause })
  }
}
