import { id, keccak256, toUtf8Bytes } from 'ethers'
import type { Batch } from '../../../../core/ledger/book/book.ts'
import { paramsOf } from '../../../../core/ledger/book/settle-batch.ts'
import { openHash, secretHashOf } from '../../../../core/ledger/commitments.ts'
import { firstSeed, panelSeed } from '../../../../core/ledger/draw.ts'
import type { BatchRecord } from '../../../../core/ledger/history/replay.ts'
import {
  encodeAnnotators,
  encodeByteList,
  encodeVotes,
  type Vote,
} from '../../../../core/ledger/packed-bytes.ts'
import {
  type LedgerMessage,
  lockMessage,
  panelMessage,
  proposalMessage,
  structHash,
} from '../../../../core/ledger/typed-data.ts'
import type { Acted, Arena } from './arena.ts'
import { ledgerInterface } from './deploy.ts'
import type { Random } from './random.ts'

export interface Game {
  readonly arena: Arena
  readonly random: Random
}
type Move = (game: Game) => Promise<Acted | null>

const HOUR = 3_600
const STEP_WEI = 10n ** 16n
const NO_QUORUM = { operators: '0x', signatures: '0x' }

const secretOf = (batch: number) => id(`secret ${batch}`)
const person = ({ arena, random }: Game) => random.pick(arena.people)
const accountOf = ({ arena }: Game, owner: string) => arena.people.indexOf(owner) + 1
/** Hash of a block, or of nothing before there is one. */
const hashOf = async ({ arena }: Game, block: number) =>
  (await arena.client.provider.getBlock(block))?.hash ?? id('no block')
/** Somebody with a seat, leaving or not. */
function holder(game: Game, leaving: boolean): string {
  const { arena, random } = game
  const seats = [...arena.replay.book.seats.values()].filter((seat) => seat.leaving === leaving)
  return arena.people[(seats.length > 0 ? random.pick(seats).owner : 1) - 1] ?? person(game)
}

/** Somebody with lent stake. */
function debtor({ arena, random }: Game): number {
  const owing = [...arena.replay.book.accounts].filter(([, account]) => account.debt > 0n)
  return owing.length > 0 ? random.pick(owing)[0] : 1
}

const units = ({ random }: Game, most: number) => BigInt(1 + random.below(most))

/** A call that operators sign: by itself, or inside an operation. */
async function signed(
  { arena, random }: Game,
  name: string,
  args: readonly unknown[],
  message: LedgerMessage,
): Promise<Acted> {
  const choice = random.below(3)
  const from = random.pick(arena.people)
  if (random.once(2)) return arena.act(from, name, [...args, arena.sign(message, choice)])
  const calls = [ledgerInterface.encodeFunctionData(name, [...args, NO_QUORUM])]
  return arena.act(from, 'operate', [calls, arena.sign({ type: 'Operation', value: { calls } }, choice)])
}

/** A person lets the operators lock stake: mostly with wide limits, sometimes with tight ones. */
export async function grantSession(game: Game, owner: string): Promise<Acted> {
  const { arena, random } = game
  const tight = random.once(6)
  const session = {
    account: owner,
    maxLoss: STEP_WEI * BigInt(tight ? random.pick([150, 700]) : 50_000),
    maxPerLabel: STEP_WEI * BigInt(tight ? random.pick([99, 100]) : 1_000),
    expiry: (await arena.now()) + HOUR * (tight ? 2 + random.below(48) : 24 * 90),
    nonce: await nonceOf(game, owner),
  }
  return arena.act(owner, 'openSession', [session, '0x'])
}

async function nonceOf({ arena }: Game, owner: string): Promise<bigint> {
  const data = ledgerInterface.encodeFunctionData('nonceOf', [owner])
  return BigInt(await arena.client.provider.call({ to: arena.ledger, data }))
}

async function sponsor(game: Game): Promise<Acted> {
  const { arena, random } = game
  const owner = person(game)
  const nonce = await nonceOf(game, owner)
  const expiry = (await arena.now()) + HOUR * (2 + random.below(24))
  const session = { account: owner, maxLoss: 5_000n * STEP_WEI, maxPerLabel: 100n * STEP_WEI, expiry, nonce }
  const sum = units(game, 3_000)
  const sessionHash = structHash({ type: 'Session', value: session })
  const message: LedgerMessage = { type: 'Sponsorship', value: { account: owner, units: sum, sessionHash } }
  return arena.act(owner, 'sponsor', [session, '0x', sum, arena.sign(message, random.below(3))])
}

// ------------------------------------------------------------------- batches

async function lock(game: Game): Promise<Acted> {
  const { arena, random } = game
  const { book } = arena.replay
  const batch = book.nextBatch
  const accounts = random.some(
    arena.people.map((_, index) => index + 1),
    6,
  )
  const project = 1 + random.below(book.projects.size)
  const request = {
    project,
    labelsRoot: id(`labels ${batch}`),
    secretHash: secretHashOf(secretOf(batch)),
    annotators: encodeAnnotators(accounts),
    items: encodeByteList(Array.from({ length: 1 + random.below(12) }, () => random.below(accounts.length))),
  }
  const acted = await signed(game, 'lockBatch', [batch, request], lockMessage(batch, request))
  if (acted.receipt) await arena.mine(5)
  return acted
}

interface Open {
  readonly id: number
  readonly batch: Batch
  readonly record: BatchRecord
}

/** Seconds after `end` in which a batch of this state can still go on. */
const GRACE: Readonly<Record<string, number>> = { proposed: 86_400, panel: 12 * HOUR, closed: 14 * 86_400 }

/** Some batch in one of these states that is in time, mostly the one whose time runs out first; or one that is late. */
async function someBatch(
  { arena, random }: Game,
  states: readonly Batch['word']['state'][],
  late = false,
): Promise<Open | null> {
  const { book, records } = arena.replay
  const now = await arena.now()
  const open = [...book.batches].flatMap(([number, batch]) => {
    const record = records.get(number)
    const isLate = batch.word.end + (GRACE[batch.word.state] ?? 0) < now
    return record && states.includes(batch.word.state) && isLate === late
      ? [{ id: number, batch, record }]
      : []
  })
  if (open.length === 0) return null
  const first = open.reduce((one, other) => (other.batch.word.end < one.batch.word.end ? other : one))
  return random.once(4) ? random.pick(open) : first
}

/** Votes of a round: mostly of one mind on an item, sometimes split, silent or unsure. */
function randomVotes({ random }: Game, items: number, draws: number): string {
  const rows = Array.from({ length: items }, () => {
    const mind = random.pick<Vote>(['approve', 'approve', 'approve', 'reject'])
    const other: Vote[] = ['approve', 'reject', 'unsure', 'none']
    const doubt = random.pick([12, 4, 2])
    return Array.from({ length: draws }, () => (random.once(doubt) ? random.pick(other) : mind))
  })
  return encodeVotes(rows, draws)
}

async function propose(game: Game): Promise<Acted | null> {
  const found = await someBatch(game, ['locked'])
  if (!found) return null
  const { id: batch, record } = found
  const { draws } = paramsOf(game.arena.replay.book, found.batch.word)
  const votes = randomVotes(game, record.items.length, draws)
  const secret = secretOf(batch)
  const seed = firstSeed(secret, await hashOf(game, found.batch.word.seedBlock), batch)
  const args = [batch, record.inner, secret, seed, votes]
  const message = proposalMessage(batch, record.inner, votes, seed)
  return signed(game, 'proposeBatch', args, message)
}

function settlementOf({ labelsRoot, annotators, terms, items, proposal }: BatchRecord) {
  return {
    labelsRoot,
    seed: proposal?.seed ?? id('none'),
    annotators: encodeAnnotators(annotators),
    terms: encodeByteList(terms),
    items: encodeByteList(items),
    votes: proposal?.votes ?? '0x',
  }
}

/** Lets the time pass until then, if it has not come yet. */
async function waitUntil({ arena }: Game, second: number): Promise<void> {
  const now = await arena.now()
  if (second > now) await arena.wait(second - now)
}

async function settle(game: Game): Promise<Acted | null> {
  const found = await someBatch(game, ['proposed'])
  if (!found) return null
  await waitUntil(game, found.batch.word.end)
  return game.arena.act(person(game), 'settleBatch', [found.id, settlementOf(found.record)])
}

async function expire(game: Game): Promise<Acted | null> {
  const { arena, random } = game
  const found = await someBatch(game, ['locked', 'proposed'], !random.once(8))
  if (!found) return null
  const { word } = found.batch
  const late = word.state === 'proposed' ? 86_400 : 0
  const spared = random.once(3)
  if (random.once(4)) await waitUntil(game, word.end + late + (spared ? 2 * 86_400 : 0) + 1)
  const { proposal, secretHash } = found.record
  const expiry = {
    ...settlementOf(found.record),
    seed: proposal?.seed ?? secretHash,
    votesHash: keccak256(proposal?.votes ?? toUtf8Bytes('ignored')),
    operators: spared ? '0x' : arena.sign({ type: 'Operation', value: { calls: [] } }, 0).operators,
  }
  return arena.act(person(game), 'expireBatch', [found.id, expiry])
}

// ------------------------------------------------------------- later rounds

const openOf = ({ settled, open, panelSeedBlock }: BatchRecord) => ({
  settled: settled ?? id('none'),
  seed: open?.seed ?? id('none'),
  seedBlock: panelSeedBlock ?? 0,
  items: open?.words ?? [],
})

async function flag(game: Game): Promise<Acted | null> {
  const found = await someBatch(game, ['proposed', 'panel'])
  if (!found) return null
  const { arena, random } = game
  const account = random.once(3) ? 0 : accountOf(game, person(game))
  const item = random.below(found.record.items.length)
  return arena.act(arena.court, 'flagItem', [found.id, item, account, random.once(3)])
}

async function question(game: Game): Promise<Acted | null> {
  const found = await someBatch(game, ['proposed', 'panel'])
  if (!found) return null
  const { arena, random } = game
  const { id: batch, record } = found
  const panel = found.batch.word.state === 'panel'
  const of = panel ? (record.open?.items ?? []).map(({ item }) => item) : record.items.map((_, item) => item)
  const items = random.some(of, 3)
  return arena.question({ batch, round: panel ? 2 : 1, items }, random.below(3))
}

async function proposePanel(game: Game): Promise<Acted | null> {
  const found = await someBatch(game, ['escalated'])
  if (!found) return null
  const { id: batch, record } = found
  await game.arena.mine(5)
  const { panelDraws } = paramsOf(game.arena.replay.book, found.batch.word)
  const votes = randomVotes(game, record.open?.items.length ?? 0, panelDraws)
  const seed = panelSeed(record.open?.seed ?? id('none'), await hashOf(game, record.panelSeedBlock ?? 0))
  const message = panelMessage(batch, record.open?.words ?? [], votes, seed)
  const { items, ...open } = openOf(record)
  const escalated = { ...open, itemsHash: openHash(items) }
  return signed(game, 'proposePanel', [batch, escalated, seed, votes], message)
}

async function resolvePanel(game: Game): Promise<Acted | null> {
  const found = await someBatch(game, ['panel'])
  if (!found) return null
  await waitUntil(game, found.batch.word.end)
  const votes = found.record.panel?.votes ?? '0x'
  return game.arena.act(person(game), 'resolvePanel', [found.id, openOf(found.record), votes])
}

async function skipPanel(game: Game): Promise<Acted | null> {
  const found = await someBatch(game, ['escalated', 'panel'], !game.random.once(8))
  if (!found) return null
  const { word } = found.batch
  await waitUntil(game, word.end + 1 + (word.state === 'panel' ? 12 * HOUR : 0))
  const votesHash = keccak256(found.record.panel?.votes ?? '0x')
  return game.arena.act(person(game), 'skipPanel', [found.id, openOf(found.record), votesHash])
}

async function ruleExperts(game: Game): Promise<Acted | null> {
  const found = await someBatch(game, ['experts'])
  if (!found) return null
  const { arena, random } = game
  const verdicts = encodeByteList((found.record.open?.items ?? []).map(() => 1 + random.below(4)))
  return arena.act(arena.court, 'resolveVerdict', [found.id, openOf(found.record), verdicts])
}

async function voidOpen(game: Game): Promise<Acted | null> {
  const found = await someBatch(game, ['experts'], !game.random.once(8))
  if (!found) return null
  await waitUntil(game, found.batch.word.end + 1)
  return game.arena.act(person(game), 'voidOpen', [found.id, openOf(found.record)])
}

async function audit(game: Game): Promise<Acted | null> {
  const found = await someBatch(game, ['closed'])
  if (!found?.record.proposal) return null
  const { arena, random } = game
  const item = random.below(found.record.items.length)
  const draw = random.once(2) ? 255 : random.below(4)
  return arena.act(arena.court, 'auditSlash', [found.id, settlementOf(found.record), item, draw])
}

async function releaseDispute(game: Game): Promise<Acted | null> {
  const { arena, random } = game
  const { disputeFund } = arena.replay.book
  if (disputeFund === 0n) return null
  const part = 1n + (disputeFund * BigInt(random.below(100))) / 100n
  const account = random.once(2) ? accountOf(game, person(game)) : 0
  return arena.act(arena.court, 'releaseDispute', [account, 1, part])
}

/** Every move with how often it is tried. */
export const MOVES: Readonly<Record<string, readonly [weight: number, move: Move]>> = {
  deposit: [
    6,
    async (game) => game.arena.act(game.arena.deployer, 'deposit', [person(game), units(game, 30_000)]),
  ],
  openSession: [2, async (game) => grantSession(game, person(game))],
  revokeSession: [1, async (game) => game.arena.act(person(game), 'revokeSession', [])],
  requestWithdraw: [2, async (game) => game.arena.act(person(game), 'requestWithdraw', [units(game, 5_000)])],
  withdraw: [1, async (game) => game.arena.act(person(game), 'withdraw', [game.arena.deployer])],
  repayDebt: [1, async (game) => game.arena.act(person(game), 'repayDebt', [units(game, 500)])],
  recall: [1, async (game) => game.arena.act(person(game), 'recallSponsorship', [debtor(game)])],
  fundSponsorship: [
    1,
    async (game) => game.arena.act(game.arena.deployer, 'fundSponsorship', [units(game, 4_000)]),
  ],
  sponsor: [1, sponsor],
  takeSeat: [2, async (game) => game.arena.act(person(game), 'takeSeat', [20_000n + units(game, 100)])],
  topUpSeat: [1, async (game) => game.arena.act(person(game), 'topUpSeat', [units(game, 3_000)])],
  collect: [2, async (game) => game.arena.act(holder(game, false), 'collect', [])],
  startLeave: [2, async (game) => game.arena.act(holder(game, false), 'startLeave', [])],
  finishLeave: [2, async (game) => game.arena.act(holder(game, true), 'finishLeave', [])],
  fundProject: [
    1,
    async (game) =>
      game.arena.act(game.arena.deployer, 'fundProject', [1 + game.random.below(3), units(game, 20_000)]),
  ],
  drainProject: [
    1,
    async (game) =>
      game.arena.act(game.arena.deployer, 'drainProject', [
        1 + game.random.below(3),
        units(game, 9_000),
        game.arena.deployer,
      ]),
  ],
  depositBond: [
    1,
    async (game) =>
      game.arena.act(game.arena.deployer, 'depositBond', [
        game.random.pick(game.arena.operators).address,
        units(game, 3_000),
      ]),
  ],
  slashOperator: [
    1,
    async (game) =>
      game.arena.act(game.arena.court, 'slashOperator', [
        game.random.pick(game.arena.operators).address,
        units(game, 2_000),
        game.random.once(3) ? 0 : accountOf(game, person(game)),
        1,
      ]),
  ],
  lock: [8, lock],
  propose: [14, propose],
  flag: [5, flag],
  question: [4, question],
  settle: [14, settle],
  expire: [4, expire],
  proposePanel: [14, proposePanel],
  resolvePanel: [14, resolvePanel],
  skipPanel: [2, skipPanel],
  ruleExperts: [6, ruleExperts],
  voidOpen: [2, voidOpen],
  audit: [5, audit],
  releaseDispute: [2, releaseDispute],
  passDays: [
    1,
    async ({ arena }) => {
      await arena.wait(11 * 86_400)
      return null
    },
  ],
  passHours: [
    2,
    async ({ arena, random }) => {
      await arena.wait(random.pick([600, HOUR, HOUR, 5 * HOUR, 30 * HOUR]))
      return null
    },
  ],
}
