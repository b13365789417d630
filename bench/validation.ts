import { median } from 'simple-statistics'
import { type Community, type Member, openCommunity } from '../test/journeys/support/validators.ts'
import { projectFile } from '../test/support/project-file.ts'

/**
 * Measures validation in chat: twenty validators, half on Telegram and half on Discord, through both emulators and a
 * local chain, with the items of one batch. The last line is {discordCallsPerItem, telegramCallsPerItem, tapsPerItem,
 * secondsToVerdictP50}: calls to the platforms and taps for one vote inside a run, and the time from an answer to its
 * verdict, on chain and in our books, when validators answer as soon as they are asked.
 */
const VALIDATORS = 20
const ITEMS = 20
const VALIDATION = { draws: 8, minVotes: 3, panelDraws: 8, panelMinVotes: 5, vestHours: 24 }
const PATIENCE_MS = 180_000
const LOOK_MS = 100

interface Counted {
  calls: number
  votes: number
}

const counted: Record<Member['platform'], Counted> = {
  telegram: { calls: 0, votes: 0 },
  discord: { calls: 0, votes: 0 },
}
let taps = 0
let votes = 0

const community = await openCommunity(VALIDATORS + 1)
try {
  const file = projectFile({ protocol: 'peers', validation: VALIDATION })
  await community.openProject(
    file,
    Array.from({ length: ITEMS }, (_, index) => `message number ${index}`),
  )
  await annotate()
  await until('items are undecided', async () => {
    for (const member of await drawnMembers()) await run(member)
    return (await verdictSeconds()).length === ITEMS
  })
  print(await verdictSeconds())
} finally {
  await community.close()
}

/** Everybody begins, and the first one labels all items. */
async function annotate(): Promise<void> {
  const [first] = community.members
  for (const member of community.members) {
    await member.say('start', 'language')
    await member.tap('English', 'Before you begin')
    await member.tap('I agree', 'first item')
  }
  await first?.tap('Start labeling', 'Is this message spam?')
  for (let index = 0; index < ITEMS; index++) await first?.tap('Spam', 'Saved: Spam')
}

/** One member's run, as long as they are asked. A tap during which a notice went out is not counted: its calls are
 * not those of the vote. */
async function run(member: Member): Promise<void> {
  let text = await member.say('validate', 'Validation')
  while (text.includes('Validation')) {
    const notices = await countNotices()
    const before = callsOf(community, member.platform)
    text = await member.tap('Spam', 'Saved: Spam')
    const calls = callsOf(community, member.platform) - before
    taps++
    votes++
    const after = await countNotices()
    if (notices.waiting > 0 || after.waiting > 0 || after.sent !== notices.sent) continue
    counted[member.platform].calls += calls
    counted[member.platform].votes++
  }
}

/** Calls to a platform so far, other than asking it for news. */
function callsOf({ telegram, discord }: Community, platform: Member['platform']): number {
  if (platform === 'discord') return discord.calls().length
  return telegram.calls().filter(({ method }) => method.toLowerCase() !== 'getupdates').length
}

/** Whoever is asked for a vote right now. */
async function drawnMembers(): Promise<Member[]> {
  const { store } = community.tagora.app
  const rows = await store.transaction((trx) =>
    trx
      .selectFrom('draws')
      .innerJoin('identities', 'identities.account_id', 'draws.account_id')
      .select('identities.platform_user_id')
      .where('draws.state', '=', 'offered')
      .execute(),
  )
  const drawn = new Set(rows.map((row) => row.platform_user_id))
  return community.members.filter(({ userId }) => drawn.has(userId))
}

async function countNotices(): Promise<{ waiting: number; sent: number }> {
  const { store } = community.tagora.app
  const rows = await store.transaction((trx) => trx.selectFrom('notifications').select('state').execute())
  const waiting = rows.filter((row) => row.state === 'pending').length
  return { waiting, sent: rows.length - waiting }
}

async function verdictSeconds(): Promise<number[]> {
  const { store } = community.tagora.app
  const rows = await store.transaction((trx) =>
    trx
      .selectFrom('items')
      .innerJoin('annotations', 'annotations.item_id', 'items.id')
      .select(['items.closed_at', 'annotations.created_at'])
      .where('annotations.role', '=', 'annotator')
      .where('items.closed_at', 'is not', null)
      .execute(),
  )
  return rows.map((row) => (Date.parse(row.closed_at ?? '') - Date.parse(row.created_at)) / 1_000)
}

async function until(otherwise: string, isDone: () => Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE_MS
  while (!(await isDone())) {
    if (Date.now() > giveUpAt) throw new Error(`after ${PATIENCE_MS / 1_000} seconds ${otherwise}`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

function print(seconds: readonly number[]): void {
  const { telegram, discord } = counted
  process.stdout.write(
    `${votes} votes on ${ITEMS} items by ${VALIDATORS} validators, ${telegram.votes + discord.votes} of them measured\n`,
  )
  const result = {
    discordCallsPerItem: rounded(discord.calls / discord.votes),
    telegramCallsPerItem: rounded(telegram.calls / telegram.votes),
    tapsPerItem: rounded(taps / votes),
    secondsToVerdictP50: rounded(median([...seconds])),
  }
  process.stdout.write(`${JSON.stringify(result)}\n`)
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
