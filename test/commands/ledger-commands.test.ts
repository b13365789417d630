import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Handle } from '../../commands/adapter.ts'
import { createRouter } from '../../commands/router.ts'
import { screenText } from '../../commands/text.ts'
import { readTreasury } from '../../core/chain/read-treasury.ts'
import { recheckItem } from '../../core/chain/recheck-item.ts'
import { provesLabel } from '../../core/ledger/label-tree.ts'
import { beginPeers, type Peers, voteAll } from '../core/chain/peers.ts'
import { answer, openWorld, type World } from '../core/chain/world.ts'

describe('what anybody can look up on the ledger', () => {
  let world: World
  let peers: Peers
  let handle: Handle
  let events = 0

  beforeAll(async () => {
    world = await openWorld()
    peers = await beginPeers(world, { items: 4 })
    const { store, client, contracts, clock, log } = world
    handle = createRouter({
      store,
      clock,
      log,
      services: {
        tokenSymbol: 'LABEL',
        demoWallets: null,
        ledgerChecks: {
          recheck: (wanted) => recheckItem(store, client, contracts.ledger, wanted),
          treasury: (open) => readTreasury(client, contracts, open),
          transactionUrl: (hash) => `https://explorer.example/tx/${hash}`,
        },
      },
      moderators: new Set(),
      tapsPer10Seconds: 1_000,
    })
    await annotate(0)
    await voteAll(world, peers, () => 'yes')
    await world.settle()
    await annotate(1)
    await voteAll(world, peers, () => 'no')
    await world.settle()
  })
  afterAll(() => world?.close())

  const annotate = async (person: number) => {
    const account = peers.people[person]
    if (!account) throw new Error(`no person ${person}`)
    await answer(world, peers.project, account, 'yes')
    await world.settle()
  }
  const ask = async (name: string, args: Record<string, string> = {}, person = 0) => {
    const id = `person-${person}`
    const input = { kind: 'command', name, args } as const
    const screen = await handle({ platform: 'web', eventId: `e${events++}`, user: { id, name: id }, input })
    return { screen, text: screenText(screen?.blocks ?? []) }
  }
  const items = () =>
    world.store.transaction((trx) =>
      trx
        .selectFrom('batch_items')
        .innerJoin('batches', 'batches.id', 'batch_items.batch_id')
        .select(['batches.number', 'batch_items.position', 'batch_items.outcome'])
        .execute(),
    )

  test('every settled item comes out the same when it is computed again', async () => {
    const settled = await items()
    expect(settled.map(({ outcome }) => outcome).sort()).toEqual(['accepted', 'rejected'])
    for (const { number, position, outcome } of settled) {
      const wanted = { batch: number ?? 0, position }
      const checked = await recheckItem(world.store, world.client, world.contracts.ledger, wanted)
      expect(checked).toMatchObject({ included: true, committed: true, draw: { seedHolds: true } })
      expect(checked?.draw?.verdict).toBe(outcome)
      expect(provesLabel(checked?.labelsRoot ?? '', checked?.leaf ?? '', checked?.proof ?? [])).toBe(true)
    }
  })

  test('a receipt names votes, guideline version, formula, proof and transaction', async () => {
    const { screen, text } = await ask('receipt', { back: '50' })
    expect(text).toContain('None of your answers')
    expect(screen?.alert).toBe(true)
    const receipts = [await ask('receipt'), await ask('receipt', { back: '1' })]
    const own = receipts.find((one) => one.text.includes('reward = 0.1 ×'))
    expect(own?.text).toContain('reward = 0.1 × (34 + 4 × 0) / 64 = 0.053 LABEL')
    expect(own?.text).toContain('under version 1 of the guideline')
    expect(own?.text).toContain('approved')
    expect(own?.text).toContain('2 approve (weight 2), 0 reject (weight 0)')
    expect(own?.text).toContain('verdict: accepted')
    expect(own?.text).toMatch(/lead from it to the root 0x[0-9a-f]{64}/)
    expect(own?.screen?.links?.[0]?.[0]?.url).toMatch(/^https:\/\/explorer\.example\/tx\/0x[0-9a-f]{64}$/)
    // Whoever was slashed sees what was lost.
    const slashed = await ask('receipt', {}, 1)
    const both = `${slashed.text}${(await ask('receipt', { back: '1' }, 1)).text}`
    expect(both).toContain('The answer was rejected.')
    expect(both).toContain('lost = 0.2 LABEL')
  })

  test('a draw and its decision are computed again in the chat', async () => {
    const [first] = await items()
    const reference = `${first?.number}.${first?.position}`
    const { text } = await ask('verify', { reference }, 3)
    expect(text.match(/✓/g)).toHaveLength(4)
    expect(text).not.toContain('✗')
    expect((await ask('verify', { reference: '999.0' })).text).toContain('There is no item 0 in batch 999')
    expect((await ask('verify', { reference: 'x' })).text).toContain('names no item')
  })

  test('books that say something else than the chain are named', async () => {
    const [first] = await items()
    const reference = `${first?.number}.${first?.position}`
    const wrong = first?.outcome === 'accepted' ? 'rejected' : 'accepted'
    const set = (outcome: string | null) =>
      world.store.transaction((trx) =>
        trx
          .updateTable('batch_items')
          .set({ outcome })
          .where('position', '=', first?.position ?? 0)
          .where('batch_id', 'in', (eb) =>
            eb
              .selectFrom('batches')
              .select('id')
              .where('number', '=', first?.number ?? 0),
          )
          .execute(),
      )
    await set(wrong)
    expect((await ask('verify', { reference })).text).toContain('✗ The outcome')
    await set(first?.outcome ?? null)
  })

  test('the treasury says whether the ledger holds what it owes', async () => {
    const { text } = await ask('treasury')
    const held = await world.token().getFunction('balanceOf').staticCall(world.contracts.ledger)
    expect(text).toContain(`Solvent: the ledger holds ${held / 10n ** 18n}`)
    expect(text).toContain('Rewards paid: 0.113 LABEL in the last day, 0.016 LABEL a day')
    expect(text).toContain('At stake: 0 LABEL by open answers, 200 LABEL by validators’ seats')
    // The budget would last for centuries, which says nothing.
    expect(text).not.toContain('At that pace')
  })
})
