import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../core/clock.ts'
import { ExpectedError } from '../../core/errors.ts'
import { findProject } from '../../core/projects/find-project.ts'
import { maintainGold } from '../../core/quality/gold/maintain-gold.ts'
import { reviewStandings } from '../../core/quality/standing/review-standings.ts'
import type { Store } from '../../core/store/database.ts'
import { storeRank } from '../../core/store/ranks.ts'
import { claimItem } from '../../core/tasks/claim-item.ts'
import { submitAnnotation } from '../../core/tasks/submit-annotation.ts'
import { MODERATOR_ID, openWorld } from '../bots/discord/world.ts'
import { BOSS, startWorld } from '../bots/telegram/world.ts'
import type { Person as DiscordPerson } from '../emulators/discord/drive/person.ts'
import type { Person as TelegramPerson } from '../emulators/telegram/person.ts'
import { newcomer } from '../support/community.ts'

type Who = 'boss' | 'ann'

/** A platform as these journeys use it: what comes back is the text of the bot's message with `words`. */
interface Chat {
  readonly store: Store
  /** Number of the item whose text is `Message 0`. */
  readonly firstItem: number
  ask(who: Who, words: string, command: string, args?: Readonly<Record<string, string>>): Promise<string>
  tap(who: Who, words: string, label: string): Promise<string>
  stop(): Promise<void>
}

const TEXTS = Array.from({ length: 24 }, (_, at) => `Message ${at}`)
const PROJECT = { redundancy: 3, maxRedundancy: 3, practice: { items: 2, right: 2 } }
const first = () => 0
/** Of people who are on none of the platforms. */
const wallets = {
  addressOf: (index: number) => `0x${(index + 1_000).toString(16).padStart(40, '0')}`,
  stakeWei: 100n * 10n ** 18n,
}

async function onDiscord(): Promise<Chat> {
  const world = await openWorld({ items: TEXTS, project: PROJECT })
  const people: Record<Who, DiscordPerson> = {
    boss: world.discord.person({ id: MODERATOR_ID, username: 'boss' }),
    ann: world.discord.person({ username: 'ann' }),
  }
  const shown = new Map<Who, { id: string; channel_id: string }>()
  const keep = async (who: Who, words: string, driven: ReturnType<DiscordPerson['slash']>) => {
    const message = await driven.message()
    shown.set(who, message)
    const said = message.content.replace(/\\(.)/g, '$1').replaceAll('**', '')
    expect(said).toContain(words)
    return said
  }
  return {
    store: world.store,
    firstItem: 0,
    ask: (who, words, command, args) => keep(who, words, people[who].slash('dm', command, args)),
    tap: (who, words, label) => keep(who, words, people[who].click(shown.get(who) ?? expect.fail(), label)),
    stop: world.close,
  }
}

async function onTelegram(): Promise<Chat> {
  const world = await startWorld({ texts: TEXTS, project: PROJECT })
  const people: Record<Who, TelegramPerson> = {
    boss: world.telegram.person({ id: BOSS, firstName: 'Boss', languageCode: 'en' }),
    ann: world.telegram.person({ id: 7, firstName: 'Ann', languageCode: 'en' }),
  }
  for (const one of Object.values(people)) {
    one.start()
    await one.nextMessage(({ text }) => text.includes('language'))
  }
  const shown = async (who: Who, words: string) => {
    const { text } = await people[who].nextMessage((message) => message.text.includes(words))
    return text
  }
  return {
    store: world.store,
    firstItem: 1,
    ask: async (who, words, command, args = {}) => {
      people[who].send(`/${[command, ...Object.values(args)].join(' ')}`)
      return await shown(who, words)
    },
    tap: async (who, words, label) => {
      people[who].tap(label)
      return await shown(who, words)
    },
    stop: world.stop,
  }
}

describe.each([
  { platform: 'Discord', open: onDiscord },
  { platform: 'Telegram', open: onTelegram },
])('gold and what people learn from it, on $platform', ({ open }) => {
  let chat: Chat

  beforeAll(async () => {
    chat = await open()
  })
  afterAll(() => chat?.stop())

  /** Two people answer everything they are given: ham is the truth of all. */
  async function othersAnswer(): Promise<void> {
    const { store } = chat
    for (const id of ['bob', 'cem']) {
      const account = await store.transaction((trx) => newcomer(trx, systemClock, id, { wallets }))
      const { id: projectId } = await store.transaction((trx) => findProject(trx, 'spam'))
      const rank = { rank: 'annotator', setBy: null, at: systemClock.now() } as const
      await store.transaction((trx) => storeRank(trx, { projectId, personId: account.personId }, rank))
      const answerNext = () =>
        store.transaction(async (trx) => {
          const { assignmentId } = await claimItem(trx, systemClock, account, {})
          await submitAnnotation(trx, systemClock, account, { assignmentId, label: 'ham', platform: 'web' })
          return true
        })
      while (await answerNext().catch((error) => error instanceof ExpectedError && expectNothingLeft(error)));
    }
  }
  function expectNothingLeft({ code }: ExpectedError): false {
    expect(['task.none', 'task.waiting']).toContain(code)
    return false
  }

  test('a moderator states answers, sees them, takes one back, and settles what is in doubt', async () => {
    const itemOf = (message: number) => `item-${message + chat.firstItem}`
    for (let message = 0; message < 8; message++) {
      const label = message % 2 === 0 ? 'spam' : 'ham'
      const args = { project: 'spam', item: itemOf(message), label, why: 'Because I know' }
      await chat.ask('boss', `Item ${itemOf(message)} is gold now`, 'gold add', args)
    }
    const project = { project: 'spam' }
    const list = await chat.ask('boss', '8 active of', 'gold list', project)
    expect(list).toContain('Ham: 4, Spam: 4')
    const [last, none] = [itemOf(7), itemOf(20)]
    const wrong = { ...project, item: last, because: 'wrong' }
    await chat.ask('boss', `Item ${last} tests nobody any more.`, 'gold retire', wrong)
    const doubt = await chat.ask('boss', 'in doubt: 1', 'gold disputes', project)
    expect(doubt).toContain('Message 7')
    expect(doubt).toContain(`Item ${last} was gold with the answer Ham (Because I know)`)
    await chat.tap('boss', 'That was the last one.', 'Leave it open, next one')
    await chat.ask('boss', '7 active of', 'gold list', project)
    await chat.tap('boss', 'What is the answer?', 'In doubt: 1')
    const settled = await chat.tap('boss', `The answer of item ${last} is Spam now`, 'Spam')
    expect(settled).toContain('No answer is in doubt.')
    const repair = { ...project, item: last, label: 'ham', why: 'It was ham after all' }
    await chat.ask('boss', `The answer of item ${last} is Ham now`, 'gold repair', repair)
    await chat.ask('boss', `The item "${none}" is not gold.`, 'gold repair', { ...repair, item: none })
    await chat.ask('ann', 'Only a moderator can do this', 'gold disputes', project)
  })

  test('a newcomer practises for nothing, at no risk, and is told why each time', async () => {
    await maintainGold(chat.store, systemClock, first)
    await chat.ask('ann', 'language', 'start')
    await chat.tap('ann', 'Before you begin', 'English')
    await chat.tap('ann', 'you practise on a few', 'I agree')
    let asked = await chat.tap('ann', '0 of the latest 2 right', 'Practise')
    const number = () => Number(/Message (\d+)/.exec(asked)?.[1])
    const truth = () => (number() % 2 === 0 ? 'Spam' : 'Ham')
    const wrong = truth() === 'Ham' ? 'Spam' : 'Ham'
    const told = await chat.tap('ann', 'Not quite:', wrong)
    expect(told).toMatch(new RegExp(`it is ${truth()}\\.\\s+Because I know`))
    // Whoever is sure of the contrary may say so; a moderator looks, and the person hears of it.
    await chat.tap('ann', 'Thank you. A moderator looks at it', `I am sure it is ${wrong}`)
    const objection = await chat.ask('boss', 'in doubt: 1', 'gold disputes', { project: 'spam' })
    expect(objection).toContain(`Message ${number()}`)
    expect(objection).toContain('1 person holds this answer for wrong.')
    expect(objection).toContain(`People say: ${wrong} 1.`)
    await chat.tap('boss', `stays ${truth()}. Whoever objected is told.`, truth())
    await chat.ask('ann', `We looked again: it is ${truth()}.`, 'inbox')
    asked = await chat.ask('ann', 'Nothing here is paid or at stake', 'practice')
    await chat.tap('ann', 'Right:', truth())
    asked = await chat.tap('ann', '1 of the latest 2 right', 'Next one')
    expect(await chat.tap('ann', 'Right:', truth())).toContain('Well done: you are ready for Spam or not.')
    const { store } = chat
    const stored = await store.transaction(async (trx) => [
      await trx.selectFrom('annotations').select('id').execute(),
      await trx.selectFrom('wallets').select('held_wei').where('held_wei', '!=', '0').execute(),
    ])
    expect(stored).toEqual([[], []])
  })

  test('who takes ham for spam is shown examples of these two, before the next item', async () => {
    await othersAnswer()
    let said = await chat.tap('ann', 'Is this message spam?', 'Start labeling')
    for (let answer = 0; answer < 12 && !said.includes('Ham or Spam?'); answer++) {
      said = await chat.tap('ann', 'Saved: Spam', 'Spam')
      await reviewStandings(chat.store, systemClock, first)
    }
    expect(said).toContain('Some of what you called Spam turned out to be Ham')
    expect(said).toContain('See you at six')
    await chat.tap('ann', 'Is this message spam?', 'Next item')
  })
})
