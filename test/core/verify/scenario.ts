import { id } from 'ethers'
import type { BatchData, PublishedReceipt } from '../../../core/ledger/batch-data.ts'
import { drawValidators, type Round } from '../../../core/ledger/book/draw-ballots.ts'
import { openHash, secretHashOf } from '../../../core/ledger/commitments.ts'
import { SEED_DELAY } from '../../../core/ledger/deadlines.ts'
import { firstSeed, panelSeed } from '../../../core/ledger/draw.ts'
import type { BatchRecord } from '../../../core/ledger/history/replay.ts'
import { publishedLeaf } from '../../../core/ledger/label-leaf.ts'
import { labelTree } from '../../../core/ledger/label-tree.ts'
import {
  encodeAnnotators,
  encodeByteList,
  encodeVotes,
  VOTES,
  type Vote,
} from '../../../core/ledger/packed-bytes.ts'
import { epochOf } from '../../../core/ledger/record.ts'
import { lockMessage, panelMessage, proposalMessage, receiptDigest } from '../../../core/ledger/typed-data.ts'
import { hourOf } from '../../../core/ledger/units.ts'
import { PARAMS } from '../ledger/book/village.ts'
import { type Arena, openArena } from '../ledger/differential/arena.ts'

/** A ledger with a short history and the data its operators publish. */
export interface Scenario {
  readonly arena: Arena
  readonly published: ReadonlyMap<number, BatchData>
}

const ANNOTATORS = [1, 2, 3]
const ITEMS = 6
const STEP_WEI = 10n ** 16n
const params = { ...PARAMS, validatorReward: 60n, panelDraws: 5, windowMinutes: 60 }

/** Two batches: in the first all agree; in the second a panel has to decide a tie and an item that operators question. */
export async function playScenario(): Promise<Scenario> {
  const arena = await openArena(13)
  await begin(arena)
  const published = new Map<number, BatchData>()
  published.set(1, await playBatch(arena, 1, false))
  published.set(2, await playBatch(arena, 2, true))
  return { arena, published }
}

async function must(arena: Arena, from: string, name: string, args: readonly unknown[]): Promise<void> {
  const { receipt, reason } = await arena.act(from, name, args)
  if (!receipt) throw new Error(`${name}: ${reason}`)
  await arena.follow()
}

async function begin(arena: Arena): Promise<void> {
  await must(arena, arena.deployer, 'createProject', [params])
  await must(arena, arena.deployer, 'fundProject', [1, 300_000n])
  for (const [index, owner] of arena.people.entries()) {
    await must(arena, arena.deployer, 'deposit', [owner, 50_000n])
    const expiry = (await arena.now()) + 90 * 86_400
    const session = {
      account: owner,
      maxLoss: 50_000n * STEP_WEI,
      maxPerLabel: 1_000n * STEP_WEI,
      expiry,
      nonce: 0n,
    }
    await must(arena, owner, 'openSession', [session, '0x'])
    if (!ANNOTATORS.includes(index + 1)) await must(arena, owner, 'takeSeat', [20_000n])
  }
}

async function playBatch(arena: Arena, batch: number, split: boolean): Promise<BatchData> {
  const salt = id(`salt ${batch}`)
  const secret = id(`secret ${batch}`)
  const sentAt = await arena.now()
  const items = Array.from({ length: ITEMS }, (_, item) => item % ANNOTATORS.length)
  const labels = items.map((annotator, index) => ({
    annotator: ANNOTATORS[annotator] ?? 0,
    labelHash: id(`answer ${batch} ${index}`),
    platform: 'discord' as const,
    messageHash: id(`message ${batch} ${index}`),
    sentAt,
  }))
  const leaves = labels.map((label, index) => publishedLeaf(salt, { ...label, index }))
  const request = {
    project: 1,
    labelsRoot: labelTree(leaves).root,
    secretHash: secretHashOf(secret),
    annotators: encodeAnnotators(ANNOTATORS),
    items: encodeByteList(items),
  }
  const [person = ''] = arena.people
  await must(arena, person, 'lockBatch', [batch, request, arena.sign(lockMessage(batch, request), 0)])
  await arena.mine(SEED_DELAY + 1)
  const receipts = [
    ...(await proposeFirst(arena, batch, secret, split)),
    ...(split ? await playPanel(arena, batch) : []),
  ]
  const place = { version: 1 as const, chainId: '31337', ledger: arena.ledger, batch }
  return { ...place, salt, labels, receipts }
}

async function proposeFirst(
  arena: Arena,
  batch: number,
  secret: string,
  split: boolean,
): Promise<PublishedReceipt[]> {
  const record = recordOf(arena, batch)
  const word = wordOf(arena, batch)
  const seed = firstSeed(secret, await hashOf(arena, word.seedBlock), batch)
  const round = await roundOf(arena, batch, seed, params.draws)
  const rows = record.items.map((annotator, item) => {
    const place = { item, annotator: record.annotators[annotator] ?? 0 }
    const drawn = drawValidators(arena.replay.book, round, place)
    return drawn.map(({ seat }, draw) => {
      const vote: Vote = split && item === 0 && draw < 2 ? 'reject' : 'approve'
      return { item, account: ownerOf(arena, seat), vote }
    })
  })
  const votes = encodeVotes(
    rows.map((row) => row.map(({ vote }) => vote)),
    params.draws,
  )
  const quorum = arena.sign(proposalMessage(batch, record.inner, votes, seed), 1)
  const [person = ''] = arena.people
  await must(arena, person, 'proposeBatch', [batch, record.inner, secret, seed, votes, quorum])
  if (split && !(await arena.question({ batch, round: 1, items: [3] }, 2)).receipt)
    throw new Error('no question')
  await arena.wait(3_600)
  const { labelsRoot, annotators, terms, items } = record
  await must(arena, person, 'settleBatch', [
    batch,
    {
      labelsRoot,
      seed,
      annotators: encodeAnnotators(annotators),
      terms: encodeByteList(terms),
      items: encodeByteList(items),
      votes,
    },
  ])
  return await receiptsOf(arena, batch, rows.flat())
}

async function playPanel(arena: Arena, batch: number): Promise<PublishedReceipt[]> {
  await arena.mine(SEED_DELAY + 1)
  const { settled, open, panelSeedBlock } = recordOf(arena, batch)
  if (!open || panelSeedBlock === undefined) throw new Error('nothing is open')
  const seed = panelSeed(open.seed, await hashOf(arena, panelSeedBlock))
  const round = await roundOf(arena, batch, seed, params.panelDraws)
  const rows = open.items.map(({ item, annotator, first }) => {
    const without = first.map(({ seat }) => seat).toSorted((a, b) => a - b)
    return drawValidators(arena.replay.book, round, { item, annotator, without }).map(({ seat }) => ({
      item,
      account: ownerOf(arena, seat),
      vote: 'approve' as const,
    }))
  })
  const votes = encodeVotes(
    rows.map((row) => row.map(({ vote }) => vote)),
    params.panelDraws,
  )
  const data = { settled, seed: open.seed, seedBlock: panelSeedBlock, items: open.words }
  const escalated = { settled, seed: open.seed, seedBlock: panelSeedBlock, itemsHash: openHash(open.words) }
  const quorum = arena.sign(panelMessage(batch, open.words, votes, seed), 2)
  const [person = ''] = arena.people
  await must(arena, person, 'proposePanel', [batch, escalated, seed, votes, quorum])
  await arena.wait(3_600)
  await must(arena, person, 'resolvePanel', [batch, { ...data, seed }, votes])
  return await receiptsOf(arena, batch, rows.flat())
}

/** One receipt for each vote, each of another operator in turn. */
async function receiptsOf(
  arena: Arena,
  batch: number,
  votes: readonly { item: number; account: number; vote: Vote }[],
): Promise<PublishedReceipt[]> {
  const at = await arena.now()
  return votes.flatMap(({ item, account, vote }, index) => {
    const operator = arena.operators[index % arena.operators.length]
    if (vote === 'none' || !operator) return []
    return [signReceipt(arena, batch, { item, account, vote, at }, operator)]
  })
}

/** A receipt as this key signs it. */
export function signReceipt(
  arena: Arena,
  batch: number,
  receipt: Pick<PublishedReceipt, 'item' | 'account' | 'vote' | 'at'>,
  operator: Arena['operators'][number],
): PublishedReceipt {
  const { item, account, vote, at } = receipt
  const message = { batch, item, account, code: VOTES.indexOf(vote), at }
  const digest = receiptDigest(arena.client.chainId, arena.court, message)
  return { ...receipt, operator: operator.address, signature: operator.signingKey.sign(digest).serialized }
}

function recordOf(arena: Arena, batch: number): BatchRecord {
  const record = arena.replay.records.get(batch)
  if (!record) throw new Error(`no batch ${batch}`)
  return record
}

function wordOf(arena: Arena, batch: number) {
  const found = arena.replay.book.batches.get(batch)
  if (!found) throw new Error(`no batch ${batch}`)
  return found.word
}

async function hashOf({ client }: Arena, block: number): Promise<string> {
  return (await client.provider.getBlock(block))?.hash ?? ''
}

async function roundOf(arena: Arena, batch: number, seed: string, draws: number): Promise<Round> {
  const { nSeats, seedBlock, epoch } = wordOf(arena, batch)
  const epochNow = epochOf(hourOf(await arena.now()))
  return { seed, nSeats, lockBlock: seedBlock - SEED_DELAY, epoch, epochNow, draws }
}

function ownerOf({ replay }: Arena, seat: number): number {
  return replay.book.seats.get(seat)?.owner ?? 0
}
