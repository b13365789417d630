import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { JsonRpcProvider } from 'ethers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTagora, type Tagora } from '../../bots/start-tagora.ts'
import { readConfig } from '../../core/config.ts'
import type { Person } from '../emulators/telegram/person.ts'
import type { SeenMessage } from '../emulators/telegram/seen-message.ts'
import { startTelegram, type TelegramEmulator } from '../emulators/telegram/start.ts'
import { PEERS, projectFile } from '../support/project-file.ts'

const TOKEN = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw'
const BOSS = 1
/** Until a label is decided, settled on chain and told: seconds, even on a busy machine. */
const PATIENCE_MS = 60_000

let telegram: TelegramEmulator
let tagora: Tagora
let dataDir: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tagora-journey-'))
  telegram = await startTelegram({ token: TOKEN })
  const config = readConfig({
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    MODERATORS: `telegram:${BOSS}`,
    SAMPLE_PROJECT: 'none',
    SETTLEMENT_SECONDS: '1',
    TAPS_PER_10_SECONDS: '10000',
    TELEGRAM_API_URL: telegram.apiRoot,
    TELEGRAM_TOKEN: TOKEN,
    WEB_PORT: '0',
  })
  tagora = await startTagora(config)
})
afterAll(async () => {
  await tagora?.stop()
  await telegram?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

/** The next message of the bot, new or edited, with these words. */
function shown(person: Person, words: string): Promise<SeenMessage> {
  return person.nextMessage(({ text }) => text.includes(words), PATIENCE_MS)
}

async function openProject(): Promise<void> {
  const boss = telegram.person({ id: BOSS, firstName: 'Grace', languageCode: 'en' })
  boss.start()
  await shown(boss, 'language')
  boss.sendDocument('project.json', Buffer.from(projectFile(PEERS)), { caption: '/project create' })
  await shown(boss, 'Project spam is created')
  const items = Buffer.from('id,text\n1,You won! Call now\n')
  boss.sendDocument('items.csv', items, { caption: '/project import spam' })
  await shown(boss, '1 item')
}

/** From /start to where items are handed out, as a newcomer taps along. */
async function begin(person: Person, words: readonly (readonly [string, string])[], then: string) {
  person.start()
  for (const [wait, tap] of words) {
    await shown(person, wait)
    person.tap(tap)
  }
  return await shown(person, then)
}

/** Waits until validators are drawn, and asks for the item that the person is drawn for. */
async function untilDrawn(person: Person, words: string): Promise<SeenMessage> {
  await expect.poll(countAsked, { timeout: PATIENCE_MS }).toBeGreaterThan(0)
  person.send('/task')
  return await shown(person, words)
}

/** Validators who are asked for a vote right now. */
async function countAsked(): Promise<number> {
  const asked = await tagora.app.store.transaction((trx) =>
    trx.selectFrom('draws').select('id').where('state', '=', 'offered').execute(),
  )
  return asked.length
}

const english = [
  ['Which language', 'English'],
  ['Before you begin', 'I agree'],
  ['Ready for your first item', 'Start labeling'],
] as const
const spanish = [
  ['Which language', 'Español'],
  ['Antes de empezar', 'Acepto'],
  ['primer elemento', 'Empezar a etiquetar'],
] as const

test('a newcomer goes from /start to a payout notice, confirmed by two of three drawn validators', {
  timeout: 180_000,
}, async () => {
  await openProject()
  const person = (id: number, firstName: string) => telegram.person({ id, firstName, languageCode: 'en' })
  const [ada, bob, dan, eva] = [person(7, 'Ada'), person(8, 'Bob'), person(10, 'Dan'), person(9, 'Eva')]
  const first = await begin(ada, english, 'You won! Call now')
  await begin(bob, english, 'with other people')
  await begin(dan, english, 'with other people')
  await begin(eva, spanish, 'otras personas')

  ada.tap('Spam')
  expect((await shown(ada, 'Saved: Spam')).messageId).toBe(first.messageId)
  await untilDrawn(bob, 'You won! Call now')
  bob.send('spam')
  await shown(bob, 'Saved: Spam')
  await untilDrawn(dan, 'You won! Call now')
  dan.tap('Spam')
  await shown(dan, 'Saved: Spam')
  await untilDrawn(eva, 'You won! Call now')
  eva.tap('Ham')
  await shown(eva, 'Guardado: Ham')

  const paid = await shown(ada, 'Reward: 0.053 LABEL.')
  expect(paid).toMatchObject({ edits: 0, buttons: [] })
  const validated = await shown(bob, 'Reward: 0.015 LABEL.')
  expect(validated.text).toContain('You also received 0.1 LABEL')
  const lost = await shown(eva, 'Perdiste 0.2 LABEL')

  const hash = hashIn(paid)
  expect([hashIn(validated), hashIn(lost)]).toEqual([hash, hash])
  await expectSettled(hash)
  ada.send('/earnings')
  expect((await shown(ada, 'Your earnings')).text).toContain('Paid: 0.053 LABEL')
  ada.send('/inbox')
  expect((await shown(ada, 'Your latest notices')).text).toContain(hash)
})

function hashIn({ text, entities }: SeenMessage): string {
  const span = entities.find((entity) => entity.type === 'code')
  const hash = text.slice(span?.offset, (span?.offset ?? 0) + (span?.length ?? 0))
  expect(hash).toMatch(/^0x[0-9a-f]{64}$/)
  return hash
}

/** Asks the chain itself. */
async function expectSettled(hash: string): Promise<void> {
  const { rpcUrl, contracts } = tagora.app.chain
  const provider = new JsonRpcProvider(rpcUrl)
  const receipt = await provider.getTransactionReceipt(hash)
  provider.destroy()
  expect(receipt).toMatchObject({ status: 1, to: contracts.ledger })
  expect(receipt?.logs.length).toBeGreaterThan(0)
}
