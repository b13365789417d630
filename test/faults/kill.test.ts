import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AcknowledgedAnswer } from '../../bots/terminal/demo/person.ts'
import { runDemo } from '../../bots/terminal/demo/run-demo.ts'
import type { DemoServer } from '../../bots/terminal/demo/server.ts'
import { openStore, type Trx } from '../../core/store/database.ts'

const KILLS = 20
const ITEMS = 200
const LIMIT_MS = 300_000

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tagora-kill-'))
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

/** Kills the server at random moments, so many times over. The moments are the test: nothing is awaited by time. */
function killAtRandom(server: DemoServer, seed: number, onKill: () => void): () => Promise<void> {
  const random = xoroshiro128plus(seed)
  const harming = (async () => {
    for (let kills = 0; kills < KILLS; kills++) {
      await delay(uniformInt(random, 20, 700))
      await server.killAndRestart()
      onKill()
    }
  })()
  return () => harming
}

test(
  'killed at random moments, it loses nothing it acknowledged and pays nothing twice',
  async () => {
    let kills = 0
    const answers: AcknowledgedAnswer[] = []
    const summary = await runDemo({
      dataDir,
      items: ITEMS,
      seed: 7,
      onProgress: () => {},
      onAnswer: (answer) => answers.push(answer),
      disturb: (server) =>
        killAtRandom(server, Date.now(), () => {
          kills++
        }),
    })
    expect(kills).toBeGreaterThanOrEqual(KILLS)
    expect(summary.decided + summary.waitingForExpert).toBe(ITEMS)
    expect(summary.unsettled).toBe(0)
    expect(summary.paidWei + summary.refundedWei + summary.remainingWei).toBe(summary.fundedWei)
    expect(await storedAnswers()).toEqual(keysOf(answers))
    const ledger = await readLedger()
    expect(ledger.earnedWei).toBe(ledger.rewardsWei + ledger.sharesWei)
    expect(ledger.slashedWei).toBe(summary.slashedWei)
    // What people hold on chain: rewards, and slashes that went from one to another.
    expect(ledger.rewardsWei + ledger.sharesWei - ledger.slashedWei).toBe(summary.paidWei)
    expect(ledger.heldWei).toBe(ledger.openStakeWei)
  },
  LIMIT_MS,
)

/** Each acknowledged answer once; an answer given twice would stand here twice. */
function keysOf(answers: readonly AcknowledgedAnswer[]): string[] {
  return answers.map(({ personId, text, label }) => `${personId} ${label} ${text}`).sort()
}

async function storedAnswers(): Promise<string[]> {
  const rows = await look((trx) =>
    trx
      .selectFrom('annotations')
      .innerJoin('items', 'items.id', 'annotations.item_id')
      .innerJoin('identities', 'identities.account_id', 'annotations.account_id')
      .select(['identities.platform_user_id', 'annotations.label', 'items.content'])
      .execute(),
  )
  return rows
    .map((row) => `${row.platform_user_id} ${row.label} ${JSON.parse(row.content).text.trim()}`)
    .sort()
}

async function readLedger() {
  const sum = (values: (string | null)[]) => values.reduce((total, value) => total + BigInt(value ?? 0), 0n)
  const { wallets, payments, locks } = await look(async (trx) => ({
    wallets: await trx.selectFrom('wallets').selectAll().execute(),
    payments: await trx.selectFrom('payments').selectAll().execute(),
    locks: await trx.selectFrom('stake_locks').selectAll().where('state', '!=', 'released').execute(),
  }))
  return {
    earnedWei: sum(wallets.map((wallet) => wallet.earned_wei)),
    slashedWei: sum(wallets.map((wallet) => wallet.slashed_wei)),
    heldWei: sum(wallets.map((wallet) => wallet.held_wei)),
    rewardsWei: sum(payments.map((payment) => payment.reward_wei)),
    sharesWei: sum(payments.map((payment) => payment.share_wei)),
    openStakeWei: sum(locks.map((lock) => lock.amount_wei)),
  }
}

async function look<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
  const store = await openStore(`sqlite:${join(dataDir, 'tagora.sqlite')}`)
  try {
    return await store.transaction(work)
  } finally {
    await store.close()
  }
}
