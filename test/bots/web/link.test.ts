import { Wallet } from 'ethers'
import { pino } from 'pino'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildPage, pageDir } from '../../../bots/web/build-page.ts'
import { createLinkServer, type LinkServer } from '../../../bots/web/link/link-server.ts'
import { freePort } from '../../../core/chain/processes.ts'
import { findFlow } from '../../../core/store/wallet-flows.ts'
import { beginFlow } from '../../../core/wallet/begin-flow.ts'
import { createPageLinks } from '../../../core/wallet/page-links.ts'
import { setPhrase } from '../../../core/wallet/set-phrase.ts'
import { launchChromium } from '../../support/chromium.ts'
import { HandClock, MINUTE_MS, visit } from '../../support/community.ts'
import { openSqlite, type TestDatabase } from '../../support/databases.ts'
import { emptyLedger } from '../../support/wallet/empty-ledger.ts'
import { type BrowserWallet, injectWallet, walletOf } from '../../support/wallet/inject-wallet.ts'
import { findObstacles } from './find-obstacles.ts'

const PHONE = { viewport: { width: 375, height: 740 }, hasTouch: true, isMobile: true }
const clock = new HandClock()
const owner = new Wallet(Wallet.createRandom().privateKey)

let browser: Awaited<ReturnType<typeof launchChromium>>
let database: TestDatabase
let server: LinkServer
let changed: string[]
let people = 0

beforeAll(async () => {
  await buildPage()
  browser = await launchChromium()
  database = await openSqlite()
  const pages = createPageLinks({
    store: database.store,
    clock,
    chain: { chainId: 31_337n, run: async () => '0x', codeAt: async () => '0x' },
    money: emptyLedger,
    origin: () => ({ domain: 'link.example.org', uri: 'https://link.example.org/link', chainId: 31_337n }),
    onChange: (id) => changed.push(id),
  })
  const port = await freePort('127.0.0.1')
  const config = { url: `http://127.0.0.1:${port}`, host: '127.0.0.1', port }
  server = createLinkServer({ config, pages, log: pino({ level: 'silent' }), pageDir })
  await server.start()
})
beforeEach(() => {
  changed = []
})
afterAll(async () => {
  await browser.close()
  await server.stop()
  await database.close()
})

/** Begins for a new person; the path of their one-time link and how to look at the flow. */
async function begin({ phrase, locale = 'en' }: { phrase?: string; locale?: string } = {}) {
  people += 1
  const { flow, token } = await database.store.transaction(async (trx) => {
    const account = await visit(trx, clock, `person-${people}`, 'telegram')
    if (locale !== 'en')
      await trx.updateTable('accounts').set({ locale }).where('id', '=', account.id).execute()
    if (phrase) await setPhrase(trx, clock, account, phrase)
    const asking = {
      method: 'page',
      platform: 'telegram',
      platformUserId: `${people}`,
      handle: 'ada_l',
    } as const
    return await beginFlow(trx, clock, account, asking)
  })
  const state = () => database.store.transaction((trx) => findFlow(trx, flow.id))
  return { path: `/link#${token}`, token, state }
}

/** Opens a page in a browser that has a wallet (or none), and fails on anything it complains about. */
async function visitPage<T>(
  path: string,
  wallet: Partial<BrowserWallet> | null,
  work: (page: Page) => Promise<T>,
  options: BrowserContextOptions = {},
): Promise<T> {
  const context = await browser.newContext({ locale: 'en-GB', ...options })
  context.setDefaultTimeout(8_000)
  const complaints: string[] = []
  try {
    const page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (sent) => {
      if (!sent.url().startsWith(server.localUrl)) complaints.push(`a request elsewhere: ${sent.url()}`)
    })
    if (wallet) await injectWallet(page, { ...walletOf(owner), ...wallet })
    await page.goto(server.localUrl + path)
    const result = await work(page)
    expect(complaints).toEqual([])
    return result
  } finally {
    await context.close()
  }
}

const choose = (page: Page) => page.getByRole('button', { name: 'Test Wallet' }).click()

describe('the link page', () => {
  it('names the account and its phrase, has the wallet sign, and sends the person back to confirm', async () => {
    const { path, state } = await begin({ phrase: 'blue horse sings' })
    await visitPage(path, {}, async (page) => {
      await page.getByText('blue horse sings').waitFor()
      expect(await page.getByRole('main').innerText()).toContain('Telegram account ada_l.')
      expect(await findObstacles(page)).toEqual([])
      await choose(page)
      await page.getByRole('heading', { name: 'The signature is right' }).waitFor()
      await page.reload()
      await page.getByText('nothing is linked before you confirm there').waitFor()
    })
    const flow = await state()
    expect(flow).toMatchObject({ state: 'proven', address: owner.address, holder: 'key' })
    expect(flow?.message).toContain(`(id ${people})`)
    expect(changed.length).toBe(2)
  })

  it('works on a phone, in Spanish, with an account on another chain', async () => {
    const { path, state } = await begin({ locale: 'es' })
    await visitPage(
      path,
      { chain: '0x1' },
      async (page) => {
        await page.getByText('Elige la cartera').waitFor()
        expect(await page.locator('html').getAttribute('lang')).toBe('es')
        expect(await findObstacles(page)).toEqual([])
        await choose(page)
        await page.getByText('Vuelve ahora a tu chat').waitFor()
        const calls = await page.evaluate(() => (window as unknown as { walletCalls: string[] }).walletCalls)
        expect(calls).toContain('wallet_switchEthereumChain')
      },
      PHONE,
    )
    expect(await state()).toMatchObject({ state: 'proven' })
  })

  it('says what is wrong, and lets the person try again', async () => {
    const { path, state } = await begin()
    const other = new Wallet(Wallet.createRandom().privateKey)
    const answers = [null, 'nonsense', await other.signMessage('something else'), 'right'] as const
    let tries = 0
    const sign = async (message: string) => {
      const answer = answers[tries++] ?? null
      return answer === 'right' ? await owner.signMessage(message) : answer
    }
    await visitPage(path, { sign }, async (page) => {
      for (const words of ['You refused', 'no valid signature', 'was signed by']) {
        await choose(page)
        await page.getByRole('alert').getByText(words).waitFor()
        expect(await state()).toMatchObject({ state: 'signing' })
      }
      await choose(page)
      await page.getByRole('heading', { name: 'The signature is right' }).waitFor()
    })
  })

  it('without a wallet, or with a link that is over, says what to do', async () => {
    const { path } = await begin()
    await visitPage(path, null, (page) => page.getByText('There is no wallet in this browser').waitFor())
    await visitPage(path, { accounts: [] }, async (page) => {
      await choose(page)
      await page.getByText('gave no account').waitFor()
    })
    await visitPage('/link', {}, (page) => page.getByText('This link is incomplete').waitFor())
    clock.advance(11 * MINUTE_MS)
    await visitPage(path, {}, (page) => page.getByText('This is over').waitFor())
  })

  it('is not used up by programs that look at links, nor by other sites', async () => {
    const { path, token, state } = await begin()
    expect((await fetch(server.localUrl + path)).status).toBe(200)
    const post = (headers: Record<string, string>, body: unknown = { token }) =>
      fetch(`${server.localUrl}/api/link/open`, { method: 'POST', headers, body: JSON.stringify(body) })
    expect((await post({ origin: 'https://evil.example' })).status).toBe(403)
    expect((await post({}, { token: 'short' })).status).toBe(400)
    expect((await post({}, { token: 'a'.repeat(43) })).status).toBe(400)
    expect((await fetch(`${server.localUrl}/api/link/open`)).status).toBe(404)
    expect(await state()).toMatchObject({ state: 'waiting', version: 1 })
    expect((await post({})).status).toBe(200)
  })

  it('takes twenty questions a minute for one link', async () => {
    const { token } = await begin()
    const ask = () =>
      fetch(`${server.localUrl}/api/link/open`, { method: 'POST', body: JSON.stringify({ token }) })
    const answers = await Promise.all(Array.from({ length: 21 }, ask))
    expect(answers.filter(({ ok }) => !ok)).toHaveLength(1)
  })
})

describe('the page that opens a wallet app', () => {
  const uri = `wc:${'ab'.repeat(32)}@2?relay-protocol=irn&symKey=${'cd'.repeat(32)}&expiryTimestamp=1`

  it('has a link of the wallet’s own kind, and nothing else ever becomes a link', async () => {
    await visitPage(`/open#${encodeURIComponent(uri)}`, null, async (page) => {
      const link = page.getByRole('link', { name: 'Open the wallet app' })
      expect(await link.getAttribute('href')).toBe(uri)
      expect(await findObstacles(page)).toEqual([])
    })
    for (const bad of ['javascript:alert(1)', 'https://evil.example', `${uri}"><img>`, '%E0%A4%A', '']) {
      await visitPage(`/open#${bad}`, null, async (page) => {
        await page.getByRole('alert').waitFor()
        expect(await page.getByRole('link').count()).toBe(0)
      })
    }
  })

  it('is where a wallet app leads back to', async () => {
    await visitPage('/back', null, (page) =>
      page.getByRole('heading', { name: 'Back to your chat' }).waitFor(),
    )
    expect((await fetch(`${server.localUrl}/icon.svg`)).headers.get('content-type')).toContain('image/svg')
  })
})
