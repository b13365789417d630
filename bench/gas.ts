import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { contractsFolder, findForge } from '../contracts/find-forge.ts'

/**
 * Measures gas per settled item on the ledger as it is deployed: every call its own transaction (base fee, calldata,
 * cold storage), every slot used before. Prints one JSON table; the last line is {chat, distinct, pipelined, escalated}:
 * gas by the number of items, and what an escalated item costs on top when its panel joins the pipeline.
 * With --write the figures become contracts/snapshots/gas.json, with which `forge test` compares.
 */
const figuresSchema = z.record(z.string(), z.coerce.number())

type Figures = z.infer<typeof figuresSchema>

/** Runs the gas tests with their figures written into `folder`. */
function measure(folder: string): void {
  const { binary, env } = findForge()
  const result = spawnSync(binary, ['test', '--match-path', 'test/gas/*'], {
    cwd: contractsFolder,
    env: { ...env, ACCEPT_GAS: 'true', FORGE_SNAPSHOT_EMIT: 'true', FOUNDRY_SNAPSHOTS: folder },
    encoding: 'utf8',
  })
  if (result.error) throw new Error('forge could not be started', { cause: result.error })
  if (result.status !== 0) throw new Error(`the gas tests failed\n${result.stdout}\n${result.stderr}`)
}

/** Gas per item by number of items, of all figures named `<workload>_<items>`. */
function perItem(figures: Figures, workload: string): Record<string, number> {
  const pattern = new RegExp(`^${workload}_(\\d+)$`)
  const found = Object.entries(figures).flatMap(([name, gas]) => {
    const items = pattern.exec(name)?.[1]
    return items === undefined ? [] : [[items, gas] as const]
  })
  return Object.fromEntries(found)
}

/** One row per workload and size: the three transactions and their sum per item. */
function rows(figures: Figures): object[] {
  return ['chat', 'sparse', 'distinct'].flatMap((workload) =>
    Object.entries(perItem(figures, workload)).map(([items, gas]) => ({
      workload,
      items: Number(items),
      lock: figures[`${workload}_${items}_lock`],
      propose: figures[`${workload}_${items}_propose`],
      settle: figures[`${workload}_${items}_settle`],
      perItem: gas,
    })),
  )
}

const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } })
const folder = values.write ? join(contractsFolder, 'snapshots') : mkdtempSync(join(tmpdir(), 'tagora-gas-'))
measure(folder)
const text = readFileSync(join(folder, 'gas.json'), 'utf8')
const figures = figuresSchema.parse(JSON.parse(text))
// Forge ends the file without a line break.
if (values.write) writeFileSync(join(folder, 'gas.json'), `${text.trimEnd()}\n`)
else rmSync(folder, { recursive: true })
process.stdout.write(`${JSON.stringify(rows(figures), null, 2)}\n`)
const summary = {
  chat: perItem(figures, 'chat'),
  distinct: perItem(figures, 'distinct'),
  pipelined: perItem(figures, 'pipelined'),
  escalated: figures.escalated,
}
process.stdout.write(`${JSON.stringify(summary)}\n`)
