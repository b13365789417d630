import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Wallet } from 'ethers'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTagora, type Tagora } from '../../bots/start-tagora.ts'
import type { WebAdapter } from '../../bots/web/adapter.ts'
import { readConfig } from '../../core/config.ts'
import { launchChromium } from '../support/chromium.ts'
import { injectWallet, walletOf } from '../support/wallet/inject-wallet.ts'

const PATIENCE_MS = 30_000

let browser: Awaited<ReturnType<typeof launchChromium>>
let tagora: Tagora
let dataDir: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tagora-wallet-page-'))
  browser = await launchChromium()
  tagora = await startTagora(
    readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', SAMPLE_PROJECT: 'none', WEB_PORT: '0' }),
  )
})
afterAll(async () => {
  await browser?.close()
  await tagora?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

const said = (page: Page, text: string) => page.locator('.thread').getByText(text)

async function say(page: Page, text: string): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Message' })
  await field.fill(text)
  await field.press('Enter')
}

test('with nothing configured, a person of the web chat links a wallet of the browser', {
  timeout: 120_000,
}, async () => {
  const key = new Wallet(Wallet.createRandom().privateKey)
  const context = await browser.newContext({ locale: 'en-GB' })
  context.setDefaultTimeout(PATIENCE_MS)
  await injectWallet(context, walletOf(key))
  const page = await context.newPage()
  const { url } = tagora.adapters.find(({ platform }) => platform === 'web') as WebAdapter
  await page.goto(url)
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ada')
  await page.getByRole('button', { name: 'Begin' }).click()
  await said(page, 'Which language').waitFor()
  await say(page, '/phrase blue horse sings')
  await said(page, 'Your safety phrase is now').waitFor()
  await say(page, '/wallet')
  await page.getByRole('button', { name: 'Link in a browser' }).click()

  const [linkPage] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: 'Open the page' }).click(),
  ])
  await linkPage.getByText('blue horse sings').waitFor()
  await linkPage.getByRole('button', { name: 'Test Wallet' }).click()
  await linkPage.getByRole('heading', { name: 'The signature is right' }).waitFor()

  await said(page, 'Is this your wallet?').waitFor()
  await page.getByRole('button', { name: 'Yes, link it' }).click()
  await said(page, 'Your rewards will be paid to').waitFor()
  const links = await tagora.app.store.transaction((trx) =>
    trx.selectFrom('wallet_links').select(['address', 'method']).execute(),
  )
  expect(links).toEqual([{ address: key.address, method: 'page' }])
  await linkPage.reload()
  await linkPage.getByText('This is over').waitFor()
})
