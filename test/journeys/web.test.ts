import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTagora, type Tagora } from '../../bots/start-tagora.ts'
import type { WebAdapter } from '../../bots/web/adapter.ts'
import { readMoney } from '../../core/chain/read-money.ts'
import { readConfig } from '../../core/config.ts'
import { createClient, textOf } from '../bots/web/client.ts'
import { launchChromium } from '../support/chromium.ts'
import { readSettlement } from './support/read-settlement.ts'

const THOUSANDTH = 10n ** 15n
/** For the page to show what was asked for, even on a busy machine. */
const SOON_MS = 15_000
/** Until a label is decided, settled on chain and told: seconds, even on a busy machine. */
const PATIENCE_MS = 90_000

let browser: Browser
let dataDir: string
let tagora: Tagora
let port = 0
let complaints: string[]

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tagora-journey-'))
  browser = await launchChromium()
  tagora = await start()
  port = Number(new URL(urlOf(tagora)).port)
})
afterAll(async () => {
  await browser?.close()
  await tagora?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

/** The product as `npm start` runs it, on the data folder, with its sample project. */
function start(): Promise<Tagora> {
  const settings = {
    LOG_LEVEL: 'silent',
    SETTLEMENT_SECONDS: '1',
    WEB_PORT: String(port),
    TAPS_PER_10_SECONDS: '10000',
  }
  return startTagora(readConfig({ DATA_DIR: dataDir, ...settings }))
}

function urlOf({ adapters }: Tagora): string {
  const web = adapters.find((adapter): adapter is WebAdapter => adapter.platform === 'web')
  return web?.url ?? 'no web chat'
}

/** The page in a browser of its own, whose complaints are kept. */
async function openPage(locale: string): Promise<Page> {
  const context = await browser.newContext({ locale, viewport: { width: 1280, height: 800 } })
  context.setDefaultTimeout(SOON_MS)
  const page = await context.newPage()
  complaints = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (said) => said.type() === 'error' && complaints.push(said.text()))
  await page.goto(urlOf(tagora))
  return page
}

const button = (page: Page, name: string) => page.locator('.bubble.open').getByRole('button', { name })
const textIn = async (place: Locator) => (await place.textContent()) ?? ''
const item = (page: Page) => textIn(page.locator('.bubble.open blockquote'))
const thread = (page: Page) => textIn(page.locator('.thread'))
const said = (page: Page, text: string) => page.locator('.thread').getByText(text)
const notices = (page: Page) => page.getByRole('article', { name: 'Notice' })
const lost = (page: Page) => page.getByText('The connection is lost')

/** From the very first look at the page to the first item, as a newcomer taps along. */
async function begin(page: Page, name: string): Promise<void> {
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: 'Begin' }).click()
  for (const label of ['English', 'I agree', 'Start labeling']) await button(page, label).click()
  await button(page, 'Not spam').waitFor()
}

/** Types words and returns what the bot newly says below this heading. */
async function ask(page: Page, words: string, title: string): Promise<string> {
  const heading = page.getByRole('heading', { name: title })
  const answers = page.getByRole('article', { name: 'Tagora' }).filter({ has: heading })
  const before = await answers.count()
  await page.getByRole('combobox', { name: 'Message' }).fill(words)
  await page.keyboard.press('Enter')
  return await textIn(answers.nth(before))
}

/** Validators who are asked for a vote right now. */
async function countAsked(): Promise<number> {
  const asked = await tagora.app.store.transaction((trx) =>
    trx.selectFrom('draws').select('id').where('state', '=', 'offered').execute(),
  )
  return asked.length
}

/** Somebody who labels over HTTP what the newcomer labels in the browser. */
async function company(name: string, ...taps: string[]) {
  const client = createClient(urlOf(tagora))
  const { id } = await client.add(name)
  for (const label of taps) await client.tap(id, label)
  const latestNotice = async () => (await client.messages(id)).findLast((message) => message.notice)
  return {
    answer: (label: string) => client.tap(id, label),
    /** Waits until validators are drawn, and gives the item they are drawn for the label. */
    async confirm(text: string, label: string): Promise<void> {
      await expect.poll(countAsked, { timeout: PATIENCE_MS }).toBeGreaterThan(0)
      const { body } = await client.send(id, { kind: 'command', name: 'task' })
      const shown = body.message?.screen.blocks.find((block) => block.kind === 'quote')?.text
      expect(shown).toBe(text)
      await client.tap(id, label)
    },
    item: async () => textOf((await client.messages(id)).at(0)),
    ask: async (name: string) => textOf((await client.send(id, { kind: 'command', name })).body.message),
    notice: async () => {
      await expect.poll(latestNotice, { timeout: PATIENCE_MS }).toBeDefined()
      return textOf(await latestNotice())
    },
  }
}
type Company = Awaited<ReturnType<typeof company>>

const hashIn = (text: string) => /0x[0-9a-f]{64}/.exec(text)?.[0] ?? 'no hash'
const addressIn = (text: string) => /0x[0-9a-fA-F]{40}/.exec(text)?.[0] ?? 'no address'

test('a newcomer is paid while watching, the dissenter loses the slash, and a restart changes nothing', async () => {
  const page = await openPage('en-GB')
  await begin(page, 'Ada')
  const bob = await company('Bob', 'English', 'I agree')
  const dan = await company('Dan', 'English', 'I agree')
  const eva = await company('Eva', 'Español', 'Acepto')
  const first = await item(page)
  // Gone if the page were ever loaded again.
  await page.evaluate(() => Object.assign(window, { untouched: true }))

  await button(page, 'Not spam').click()
  await said(page, 'Saved: Not spam.').waitFor()
  await bob.confirm(first, 'Not spam')
  await dan.confirm(first, 'Not spam')
  await eva.confirm(first, 'Spam')
  await notices(page).first().waitFor({ timeout: PATIENCE_MS })
  const paid = await textIn(notices(page).first())
  expect(paid).toContain('Reward: 0.053 LABEL.')

  await expectSettled(page, [bob, dan, eva], hashIn(paid))
  await expectSameAfterRestart(page)
  expect(complaints.filter((one) => !one.includes('ERR_CONNECTION_REFUSED'))).toEqual([])
}, 240_000)

/** What everybody is told, and what the chain itself says. */
async function expectSettled(page: Page, others: readonly Company[], hash: string): Promise<void> {
  const ada = await ask(page, '/earnings', 'Your earnings')
  expect(ada).toContain('Paid: 0.053 LABEL')
  const [bobs = '', , evas = ''] = await Promise.all(others.map((one) => one.ask('earnings')))
  expect(await ask(page, '/mywork', 'Your latest work')).toContain('Not spam – agreed (3 of 4)')
  await button(page, 'Back to the item').click()
  await button(page, 'Not spam').waitFor()

  const { chain } = tagora.app
  const wallets = [addressIn(ada), addressIn(bobs), addressIn(evas)]
  const gains = await readSettlement(chain.rpcUrl, chain.contracts, hash, wallets)
  expect(gains.get(addressIn(ada))).toBe(53n * THOUSANDTH)
  expect(gains.get(addressIn(bobs))).toBe(115n * THOUSANDTH)
  expect(gains.get(addressIn(evas))).toBe(-200n * THOUSANDTH)
  const money = await readMoney(chain.rpcUrl, chain.contracts)
  expect(money.fundedWei).toBe(money.paidWei + money.refundedWei + money.remainingWei)
  expect(money.tokenBalanceWei).toBe(money.owedWei)
}

/** Stops and starts: the open page goes on by itself, and so do conversation, item and chain. */
async function expectSameAfterRestart(page: Page): Promise<void> {
  const second = await item(page)
  const before = await thread(page)
  const { contracts } = tagora.app.chain
  await tagora.stop()
  await lost(page).waitFor()
  tagora = await start()
  expect(tagora.app.chain.contracts).toEqual(contracts)
  await lost(page).waitFor({ state: 'detached' })
  expect(await page.evaluate(() => 'untouched' in window)).toBe(true)
  await page.reload()
  await page.getByRole('heading', { name: 'Conversation with Tagora: Ada' }).waitFor()
  await expect.poll(() => thread(page)).toContain(before)

  await button(page, 'Not spam').click()
  await expect.poll(() => item(page)).not.toBe(second)
}

test('a moderator who sends a broken file is told what is wrong with it, in Spanish', async () => {
  const page = await openPage('es-ES')
  await page.getByText(/Add person|Añadir persona/).click()
  await page.locator('.side .person-form input').fill('Moderator')
  await page.keyboard.press('Enter')
  await button(page, 'Español').click()
  await said(page, 'Antes de empezar').waitFor()
  const buffer = Buffer.from('id,text\nnew-1,"never closed\n')
  const file = { name: 'items.csv', mimeType: 'text/csv', buffer }
  await page.getByLabel('Adjuntar un archivo').setInputFiles(file)
  const field = page.getByRole('combobox', { name: 'Mensaje' })
  expect(await field.inputValue()).toBe('/project import ')
  await field.pressSequentially('sms-spam')
  await field.press('Enter')
  await said(page, '0 elementos importados').waitFor()
  await said(page, 'Línea 2: las comillas están mal').waitFor()
  expect(complaints).toEqual([])
})
