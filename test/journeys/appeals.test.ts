import { formatEther } from 'ethers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectFile } from '../support/project-file.ts'
import { asked, memberOf } from './support/asked.ts'
import { batchStates } from './support/batch-states.ts'
import { type Holding, holdings } from './support/ledger-books.ts'
import { untilBooksAgree } from './support/until-books-agree.ts'
import { type Community, enter, type Member, openCommunity } from './support/validators.ts'
import { verifyCommunity } from './support/verify-community.ts'

const PATIENCE_MS = 60_000
const MINUTE_MS = 60_000
const WINDOW_MINUTES = 30
/** Of those drawn, the two experts vote on nothing, and the one who answered may not: three are left at least. */
const VALIDATION = { draws: 6, minVotes: 3, panelDraws: 6, panelMinVotes: 3, vestHours: 24 }
const SLASH = 2n * 10n ** 17n
const TOKEN = 10n ** 18n
/** Twice the stake of an answer and what the second round costs. */
const BOND = 2n * TOKEN + 270n * 10n ** 15n

let community: Community
/** Two of the community who vote on nothing. */
let experts: readonly Member[]

beforeAll(async () => {
  community = await openCommunity(12, WINDOW_MINUTES)
  await community.openProject(
    // What is doubtful would be looked at again without anybody having to appeal.
    projectFile({
      protocol: 'peers',
      validation: VALIDATION,
      audits: { share: 0 },
      minorities: { belief: 0 },
    }),
    [],
  )
  for (const member of community.members) await enter(member)
  experts = community.members.slice(-2)
  for (const expert of experts) {
    await expert.say('validator off', 'You are not drawn at the moment')
    await community.boss.say(`people rank spam ${expert.name} expert`, `${expert.name} is expert`)
  }
}, 120_000)
afterAll(() => community?.close())

const settle = () => community.tagora.app.scheduler.runNow('settle')

/** Everybody who is asked for this item gives this label, until nobody is asked; the first one may give another.
 * Returns who did, in order. */
async function voteAll(item: string, label: string, firstLabel = label): Promise<Member[]> {
  const voted: Member[] = []
  await expect
    .poll(
      async () => {
        const [next] = await asked(community)
        if (!next) await settle()
        if (!next) return voted.length > 0
        const member = memberOf(community, next.userId)
        await member.say('validate', item)
        await member.tap(voted.length === 0 ? firstLabel : label, 'Saved')
        voted.push(member)
        return (await asked(community)).length === 0
      },
      { timeout: PATIENCE_MS, interval: 20 },
    )
    .toBe(true)
  return voted
}

/** Somebody labels a new item as spam. */
async function answer(member: Member, item: string): Promise<void> {
  await community.addItem(item)
  await member.say('task', item)
  await member.tap('Spam', 'Saved: Spam')
}

/** Lets the program go on until no batch is in other states than these. */
async function until(...states: readonly string[]): Promise<void> {
  const goOn = async () => {
    await settle()
    return (await batchStates(community)).filter((state) => !states.includes(state))
  }
  await expect.poll(goOn, { timeout: PATIENCE_MS, interval: 20 }).toEqual([])
}

/** The votes stand on the ledger and their window ends: what was contested goes on, and the rest is final. */
async function endWindow(): Promise<void> {
  await until('proposed', 'panelProposed')
  await community.wait((WINDOW_MINUTES + 1) * MINUTE_MS)
  await settle()
}

/** What somebody sees of the verdict against them, which they then contest. Returns both screens. */
async function contest(member: Member, item: string): Promise<string> {
  const seen = await member.say('appeal', item)
  await member.tap('Appeal 1', 'Why should others look at it again')
  return `${seen} ${await member.tap('The votes overlook something', 'on its way to the court')}`
}

const holdingOf = async ({ name }: Member) => {
  const found = (await holdings(community)).get(name)
  if (!found) throw new Error(`${name} has nothing`)
  return found
}

/** Waits until books and ledger say this of somebody: they follow what a notice tells. */
const untilHolding = (member: Member, wanted: Partial<Holding>) =>
  expect.poll(() => holdingOf(member), { timeout: PATIENCE_MS }).toMatchObject(wanted)

/** Waits until somebody has lost or earned something. */
const untilAny = (member: Member, kind: 'slashedWei' | 'earnedWei') =>
  expect.poll(async () => (await holdingOf(member))[kind], { timeout: PATIENCE_MS }).toBeGreaterThan(0n)

test('an appeal that is won repays everybody, who are told at each phase what is under way and until when', {
  timeout: 200_000,
}, async () => {
  const [ada] = community.members as [Member]
  await answer(ada, 'contested with success')
  const first = await voteAll('contested with success', 'Ham')
  expect(await ada.told('The votes go against you on 1 item')).toMatch(
    /final on .*; until then you can appeal/,
  )
  const seen = await contest(ada, 'contested with success')
  for (const words of [
    'You said',
    '0 for the first answer',
    'you lose 0.2 LABEL',
    'Your first appeal is free',
    'Other and more validators',
  ])
    expect(seen).toContain(words)
  for (const member of first)
    expect(await member.told('Somebody contests the votes')).toMatch(/After .* other and more validators/)
  await endWindow()
  const second = await voteAll('contested with success', 'Spam')
  await endWindow()
  expect(await ada.told('Your appeal is won')).toContain('comes back')
  for (const member of [...first, ...second]) await member.told('was contested, and its verdict overturned')
  await untilHolding(ada, { heldWei: 0n, slashedWei: 0n, earnedWei: 53n * 10n ** 15n })
  for (const member of first) await untilAny(member, 'slashedWei')
  for (const member of second) await untilAny(member, 'earnedWei')
  await untilBooksAgree(community)
})

/** Whether the bond on a screen is so many wei. */
const bondOf = (wei: bigint) => `bond of ${formatEther(wei)} LABEL`

test('a first appeal that is lost costs no bond; later ones lose theirs, which is twice as much the second time', {
  timeout: 200_000,
}, async () => {
  const [, bob] = community.members as [Member, Member]
  const atFirst = await holdingOf(bob)
  await answer(bob, 'contested in vain')
  await voteAll('contested in vain', 'Ham')
  await bob.told('The votes go against you on 1 item')
  expect(await contest(bob, 'contested in vain')).toContain('come back whatever comes of it')
  await endWindow()
  await voteAll('contested in vain', 'Ham')
  await endWindow()
  expect(await bob.told('Your appeal is lost: the verdict stands')).toContain('comes back')
  // The bond comes back in a transaction of its own.
  await untilHolding(bob, { heldWei: 0n, chain: atFirst.chain - SLASH })
  const before = await holdingOf(bob)

  await answer(bob, 'contested twice')
  await voteAll('contested twice', 'Ham')
  await until('proposed')
  expect(await contest(bob, 'contested twice')).toContain(bondOf(BOND))
  await untilHolding(bob, { heldWei: TOKEN + BOND })
  await endWindow()
  const panel = await voteAll('contested twice', 'Ham')
  await until('panelProposed')
  const again = await contest(bob, 'contested twice')
  expect(again).toContain(bondOf(2n * BOND))
  expect(again).toContain('Experts decide it, and read your reason')
  for (const member of panel) await member.told('Somebody contests the second round of votes')
  await endWindow()
  const seen = await decideByExperts('contested twice', 'Ham')
  expect(seen).toContain('Contested: The votes overlook something')
  expect(await bob.told(`Your ${bondOf(BOND)} pays for the second look`)).toContain('is lost')
  await bob.told(`Your ${bondOf(2n * BOND)} pays for the second look`)
  await untilHolding(bob, { heldWei: 0n, chain: before.chain - 3n * BOND - SLASH })
  await untilBooksAgree(community)
})

test('whoever contests a wrong second verdict with success has the bond of whoever contested the first one in vain', {
  timeout: 200_000,
}, async () => {
  const cleo = community.members[2] as Member
  await answer(cleo, 'turned over and back')
  await voteAll('turned over and back', 'Ham')
  // Somebody may have been told the same of an earlier item.
  await until('proposed')
  await cleo.told('The votes go against you on 1 item')
  await contest(cleo, 'turned over and back')
  await endWindow()
  const panel = await voteAll('turned over and back', 'Spam', 'Ham')
  const loser = panel[0] as Member
  await until('panelProposed')
  await loser.told('The votes go against you on 1 item')
  const before = await holdingOf(loser)
  await contest(loser, 'turned over and back')
  await endWindow()
  await decideByExperts('turned over and back', 'Ham')
  // Ada may be drawn, who was told before that an appeal of hers is won.
  expect(await loser.told('You also get 2 LABEL of the bond')).toContain('Your appeal is won')
  await until()
  const gained = async () => {
    const after = await holdingOf(loser)
    return after.chain - before.chain - (after.earnedWei - before.earnedWei)
  }
  await expect.poll(gained, { timeout: PATIENCE_MS }).toBe(2n * TOKEN)
  await untilBooksAgree(community)
})

test('everything that was decided and paid is recomputed from the ledger without a difference', async () => {
  await until()
  expect((await verifyCommunity(community)).differences).toEqual([])
})

/** Two people who took part in nothing rule on an item. Returns what the first one sees of it. */
async function decideByExperts(item: string, label: string): Promise<string> {
  await until('experts')
  await community.tagora.app.scheduler.runNow('experts')
  const seen: string[] = []
  for (const [index, expert] of experts.entries()) {
    await expert.told('1 item waits for an expert')
    seen.push(await expert.say('expert', item))
    await expert.tap(label, 'Everybody concerned reads it')
    await expert.tap('The guideline says so', index === 0 ? '1 so far' : 'enough experts agree')
  }
  return seen[0] ?? ''
}
