import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onThrowawayChain } from '../../../core/chain/deployment/throwaway-chain.ts'

const PROGRAM = resolve(import.meta.dirname, '../../../bin/tagora.mjs')
const SAMPLE = resolve(import.meta.dirname, '../../../docs/samples/deployment.yaml')
const PASSWORD = 'correct horse battery staple'
const SLOW_MS = 600_000
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tagora-deploy-'))
})
afterAll(() => rm(folder, { recursive: true }))

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs the real program; `watch` sees its output as it comes. */
async function tagora(
  args: readonly string[],
  env: Record<string, string> = {},
  watch: (out: string, child: ChildProcess) => void = () => {},
): Promise<Ended> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', LANG: 'en', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk) => {
    out += String(chunk)
    watch(out, child)
  })
  child.stderr.on('data', (chunk) => {
    err += String(chunk)
  })
  const [code] = await once(child, 'close')
  return { code, out, err }
}

test('a keystore is made once, and its key deploys; a deployment killed in the middle goes on', {
  timeout: SLOW_MS,
}, async () => {
  const made = await tagora(['key', 'create', 'deployer.json'], { KEYSTORE_PASSWORD: PASSWORD })
  const address = /0x\w{40}/.exec(made.out)?.[0] ?? ''
  expect(await tagora(['key', 'create', 'deployer.json'], { KEYSTORE_PASSWORD: PASSWORD })).toMatchObject({
    code: 1,
    err: 'There is a file deployer.json already; it is left as it is.\n',
  })
  await onThrowawayChain(31_337n, async (client) => {
    await client.provider.send('anvil_setBalance', [address, '0xde0b6b3a7640000000'])
    const line = [
      'deploy',
      '--network',
      'local',
      '--terms',
      SAMPLE,
      '--rpc',
      client.url,
      '--keystore',
      'deployer.json',
    ]
    const wrong = await tagora(line, { KEYSTORE_PASSWORD: 'wrong' })
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('deployer.json cannot be opened') })
    const killed = await tagora(line, { KEYSTORE_PASSWORD: PASSWORD }, (out, child) => {
      if (out.includes('review: ')) child.kill('SIGKILL')
    })
    expect(killed.code).toBeNull()
    const finished = await tagora(line, { KEYSTORE_PASSWORD: PASSWORD })
    expect(finished.err).toBe('')
    expect(finished.out).toContain(`${address} has no power left`)
    expect(finished.out).not.toContain('✗')
    expect(finished.code).toBe(0)
    const record = JSON.parse(await readFile(join(folder, 'deployments', '31337.json'), 'utf8'))
    expect(record).toMatchObject({ network: 'local', deployer: address, finishedAt: expect.any(String) })
    const steps = Object.keys(record.transactions).length
    expect(await client.provider.getTransactionCount(address)).toBe(steps)
    // The record is all that a stranger needs to check the ledger.
    const verified = await tagora(['verify', '--rpc', client.url])
    expect(verified.out).toContain('are what the rules give')
  })
})

test('mainnet is refused without an audit, and unusable terms, keys and chains are explained', async () => {
  const mainnet = ['deploy', '--network', 'mainnet', '--terms', SAMPLE, '--rpc', 'http://127.0.0.1:1']
  expect(await tagora(mainnet)).toMatchObject({
    code: 1,
    err: expect.stringContaining('add --i-have-an-audit'),
  })
  await writeFile(join(folder, 'terms.yaml'), 'supply: "1"\n')
  expect(await tagora(['deploy', '--network', 'local', '--terms', 'terms.yaml'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('terms.yaml cannot be used'),
  })
  expect(await tagora(['deploy', '--network', 'moon', '--terms', SAMPLE])).toMatchObject({ code: 1 })
  expect(await tagora(['key', 'create', 'other.json'])).toMatchObject({
    code: 1,
    err: 'The keystore needs its password. Set KEYSTORE_PASSWORD, or run the command in a terminal.\n',
  })
})
