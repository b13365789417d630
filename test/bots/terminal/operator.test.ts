import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { onThrowawayChain } from '../../../core/chain/deployment/throwaway-chain.ts'

const PROGRAM = resolve(import.meta.dirname, '../../../bin/tagora.mjs')
const KEY = `0x${'2d'.repeat(32)}`

test('an operator is a process that says who it is, keeps its key to itself and ends when it is told to', {
  timeout: 120_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tagora-operator-'))
  await onThrowawayChain(31_337n, async (client) => {
    const address = (digit: string) => `0x${digit.repeat(40)}`
    const record = { chainId: '31337', token: address('1'), ledger: address('2'), registry: address('3') }
    await writeFile(join(folder, 'record.json'), JSON.stringify({ ...record, court: address('4'), block: 0 }))
    const line = ['operator', '--rpc', client.url, '--deployment', 'record.json', '--port', '0']
    const env = {
      PATH: process.env.PATH ?? '',
      LANG: 'en',
      OPERATOR_PRIVATE_KEY: KEY,
      OPERATOR_TOKEN: 'a token that only tests know',
    }
    const child = spawn(process.execPath, [PROGRAM, ...line], { cwd: folder, env, stdio: 'pipe' })
    let seen = ''
    child.stderr.on('data', (chunk) => {
      seen += String(chunk)
    })
    for await (const chunk of child.stdout) {
      seen += String(chunk)
      const url = /answers at (http:\S+[0-9])/.exec(seen)?.[1]
      if (!url) continue
      const [operator] = /0x\w{40}/.exec(seen) ?? []
      expect(await (await fetch(url)).json()).toEqual({ operator })
      child.kill('SIGTERM')
    }
    if (child.exitCode === null) await once(child, 'exit')
    expect(child.exitCode).toBe(0)
    expect(seen).not.toContain(KEY.slice(2))
  })
  await rm(folder, { recursive: true })
})
