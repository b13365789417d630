import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Wallet } from 'ethers'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTagora, type Tagora } from '../../bots/start-tagora.ts'
import type { WebAdapter } from '../../bots/web/adapter.ts'
import { readConfig } from '../../core/config.ts'
import { holdingsOf } from '../../core/wallet/money/holdings.ts'
import { launchChromium } from '../support/chromium.ts'
import { TOKEN } from '../support/community.ts'
import { giveTokens, passTime } from '../support/wallet/give-tokens.ts'
import { injectWallet, walletOf } from '../support/wallet/inject-wallet.ts'

const PATIENCE_MS = 60_000
const WAIT_SECONDS = 10 * 24 * 3_600 + 60

let browser: Awaited<ReturnType<typeof launchChromium>>
let tagora: Tagora
let dataDir: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tagora-money-page-'))
  browser = await launchChromium()
  tagora = await startTagora(
    readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', WEB_PORT: '0', SETTLEMENT_SECONDS: '1' }),
  )
})
afterAll(async () => {
  await browser?.close()
  await tagora?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

const said = (page: Page, text: string) => page.locator('.thread').getByText(text).last()

async function say(page: Page, text: string): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Message' })
  await field.fill(text)
  await field.press('Enter')
}

/** Opens the page of a one-time link and has the wallet in it sign. */
async function signOnPage(context: BrowserContext, page: Page): Promise<void> {
  const [linkPage] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: 'Open the page' }).last().click(),
  ])
  await linkPage.getByRole('button', { name: 'Test Wallet' }).click()
  await linkPage.getByRole('heading', { name: 'The signature is right' }).waitFor()
  await linkPage.close()
}

test('from unlinked to staked, labelled and withdrawn, in a browser with a wallet of its own', {
  timeout: 240_000,
}, async () => {
  const key = new Wallet(Wallet.createRandom().privateKey)
  const { rpcUrl, contracts } = tagora.app.chain
  const has = async () => holdingsOf(await tagora.app.wallets.money.holder(key.address))
  const context = await browser.newContext({ locale: 'en-GB' })
  context.setDefaultTimeout(PATIENCE_MS)
  await injectWallet(context, walletOf(key))
  const page = await context.newPage()
  const { url } = tagora.adapters.find(({ platform }) => platform === 'web') as WebAdapter
  await page.goto(url)
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ada')
  await page.getByRole('button', { name: 'Begin' }).click()
  await said(page, 'Which language').waitFor()

  await say(page, '/deposit 50')
  await said(page, 'You have no wallet here yet').waitFor()
  await say(page, '/wallet')
  await page.getByRole('button', { name: 'Link in a browser' }).click()
  await signOnPage(context, page)
  await page.getByRole('button', { name: 'Yes, link it' }).click()
  await said(page, 'Your rewards will be paid to').waitFor()

  await say(page, '/deposit 50')
  await said(page, 'has 0 LABEL, and 50 are needed').waitFor()
  await giveTokens(rpcUrl, contracts.token, key.address, 60n * TOKEN)
  await say(page, '/deposit 50 20 1 30')
  await said(page, 'at most 20 LABEL can be lost in all').waitFor()
  await page.getByRole('button', { name: 'Sign in a browser' }).click()
  await signOnPage(context, page)
  await said(page, 'The chain has it: your stake is there.').waitFor()
  expect(await has()).toMatchObject({
    tokenWei: 10n * TOKEN,
    ownWei: 50n * TOKEN,
    session: { lossWei: 20n * TOKEN, perLabelWei: TOKEN },
  })

  await say(page, '/start')
  await page.getByRole('button', { name: 'English' }).last().click()
  await page.getByRole('button', { name: 'I agree' }).click()
  await said(page, 'has 50 LABEL as stake').waitFor()
  await say(page, '/task')
  await page.getByRole('button', { name: 'Spam', exact: false }).last().click()
  await expect
    .poll(() =>
      tagora.app.store.transaction((trx) =>
        trx.selectFrom('stake_locks').select('address').where('address', '=', key.address).execute(),
      ),
    )
    .toHaveLength(1)

  await say(page, '/withdraw 30')
  await page.getByRole('button', { name: 'Sign in a browser' }).click()
  await signOnPage(context, page)
  await said(page, 'Collect it with').waitFor()
  await passTime(rpcUrl, WAIT_SECONDS)
  await say(page, '/withdraw')
  await page.getByRole('button', { name: 'Collect now' }).click()
  await said(page, 'What is ready goes to your wallet').waitFor()
  await page.getByRole('button', { name: 'Collect now' }).last().click()
  await said(page, 'the tokens are in your wallet').waitFor()
  expect(await has()).toMatchObject({ tokenWei: 40n * TOKEN, withdrawal: null })
})
