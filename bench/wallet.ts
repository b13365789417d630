/**
 * Measures linking: 200 people link a wallet by WalletConnect, ten at a time, through the whole product except a
 * chat platform's network; in the same run, block by block in turn, the SDK alone does the same with no product
 * around it. Relay and wallets run in this process, each side in one of its own. The last line is one JSON object:
 * {flows, linked, p50Ms, p95Ms, bareP50Ms, bareP95Ms, rssPerSessionKb, sockets}. A flow's time is from the
 * command `wallet` to the answer "linked"; alone, from connect() to a verified signature and the end of the
 * session. `rssPerSessionKb` is what the product's process grew by for each wallet, `sockets` how many connections
 * to the relay it opened in all.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { startRelay, type WalletConnectRelay } from '../test/emulators/walletconnect-relay/relay.ts'
import { openTestWallet, type TestWallet } from '../test/support/wallet/test-wallet.ts'
import type { FromSide, ToSide } from './wallet/messages.ts'
import { quantile } from './wallet/quantile.ts'

const FLOWS = 200
const AT_ONCE = 10
const BLOCK = 50

/** One way to link, in a process of its own. */
interface Side {
  readonly child: ChildProcess
  readonly name: string
}

function start(name: 'ours' | 'alone', relay: WalletConnectRelay): Side {
  return { name, child: fork(join(import.meta.dirname, 'wallet', `${name}.ts`), [relay.url]) }
}

async function receive<K extends FromSide['kind']>(
  { child }: Side,
  kind: K,
): Promise<Extract<FromSide, { kind: K }>> {
  for (;;) {
    const [message] = (await once(child, 'message')) as [FromSide]
    if (message.kind === kind) return message as Extract<FromSide, { kind: K }>
  }
}

function tell({ child }: Side, message: ToSide): void {
  child.send(message)
}

/** Runs `count` flows, `AT_ONCE` at a time; milliseconds of those that came to their end. */
async function runBlock(side: Side, relay: WalletConnectRelay, count: number): Promise<readonly number[]> {
  const wallets = await Promise.all(Array.from({ length: count }, () => openTestWallet(relay.url)))
  const scan = (message: FromSide) => {
    if (message.kind === 'code') void wallets[message.flow]?.scan(message.uri)
  }
  side.child.on('message', scan)
  tell(side, { kind: 'run', flows: count, atOnce: AT_ONCE })
  const { durations } = await receive(side, 'done')
  side.child.off('message', scan)
  await Promise.all(wallets.map((wallet: TestWallet) => wallet.close()))
  process.stdout.write(
    `${side.name}: ${durations.length} of ${count}, p50 ${quantile(durations, 0.5)} ms, p95 ${quantile(durations, 0.95)} ms\n`,
  )
  return durations
}

async function end(side: Side): Promise<void> {
  const ended = once(side.child, 'exit')
  tell(side, { kind: 'stop' })
  await ended
}

const relay = await startRelay()
const sides = { alone: start('alone', relay), ours: start('ours', relay) }
await Promise.all([receive(sides.alone, 'ready'), receive(sides.ours, 'ready')])
// The first flows of either pay for loading and connecting.
await runBlock(sides.alone, relay, AT_ONCE)
await runBlock(sides.ours, relay, AT_ONCE)
tell(sides.ours, { kind: 'weigh' })
const before = await receive(sides.ours, 'weight')
const alone: number[] = []
const ours: number[] = []
for (let done = 0; done < FLOWS; done += BLOCK) {
  alone.push(...(await runBlock(sides.alone, relay, BLOCK)))
  ours.push(...(await runBlock(sides.ours, relay, BLOCK)))
}
tell(sides.ours, { kind: 'weigh' })
const after = await receive(sides.ours, 'weight')
// The SDK alone was first; whatever else proposed is the product.
const [, ...clients] = relay.proposers()
const sockets = clients.reduce((sum, client) => sum + relay.connectionsOf(client), 0)
await Promise.all([end(sides.alone), end(sides.ours)])
await relay.stop()
const summary = {
  flows: FLOWS,
  linked: ours.length,
  p50Ms: quantile(ours, 0.5),
  p95Ms: quantile(ours, 0.95),
  bareP50Ms: quantile(alone, 0.5),
  bareP95Ms: quantile(alone, 0.95),
  rssPerSessionKb: Math.round((after.rssKb - before.rssKb) / FLOWS),
  sockets,
}
process.stdout.write(`${JSON.stringify(summary)}\n`)
process.exit(0)
