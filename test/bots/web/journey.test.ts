import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { WebAdapter } from '../../../bots/web/adapter.ts'
import type { Handle } from '../../../commands/adapter.ts'
import type { CommandEvent } from '../../../commands/command.ts'
import { launchChromium } from '../../support/chromium.ts'
import { openSqlite, type TestDatabase } from '../../support/databases.ts'
import { projectFile } from '../../support/project-file.ts'
import { findObstacles } from './find-obstacles.ts'
import { paidNotice, reopenWebChat, startWebChat } from './world.ts'

const PHONE = { viewport: { width: 375, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 }
const DESK = { viewport: { width: 1280, height: 800 } }

let browser: Awaited<ReturnType<typeof launchChromium>>
let database: TestDatabase
let web: WebAdapter
/** What the next event meets between the router and the web chat. */
let between: (event: CommandEvent) => Promise<void>

const spied =
  (handle: Handle): Handle =>
  async (event) => {
    const screen = await handle(event)
    await between(event)
    return screen
  }

beforeAll(async () => {
  browser = await launchChromium()
  database = await openSqlite()
  web = await startWebChat(database.store, spied)
})

beforeEach(() => {
  between = async () => undefined
})

afterAll(async () => {
  await browser.close()
  await web.stop()
  await database.close()
})

/** Opens the page as a new browser would and fails on anything it complains about. */
async function visit<T>(
  options: BrowserContextOptions,
  work: (page: Page, complaints: string[]) => Promise<T>,
  path = '/',
): Promise<T> {
  const context = await browser.newContext({ locale: 'en-GB', ...options })
  const complaints: string[] = []
  try {
    context.setDefaultTimeout(8_000)
    const page = await context.newPage()
    page.on('console', (said) => {
      if (said.type() === 'error' || said.type() === 'warning') complaints.push(said.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (sent) => {
      if (!sent.url().startsWith(web.url)) complaints.push(`a request elsewhere: ${sent.url()}`)
    })
    await page.goto(web.url + path)
    const result = await work(page, complaints)
    expect(complaints).toEqual([])
    return result
  } finally {
    await context.close()
  }
}

const button = (page: Page, name: string) => page.locator('.bubble.open').getByRole('button', { name })
const field = (page: Page) => page.getByRole('combobox', { name: 'Message' })
const said = (page: Page, text: string) => page.locator('.thread').getByText(text)
const openText = (page: Page) => page.locator('.bubble.open').innerText()

/** Adds somebody on a wide screen, be they the first or not. */
async function addPerson(page: Page, name: string): Promise<void> {
  await page.locator('.welcome, .side').waitFor()
  const more = page.getByText(/Add person|Añadir persona/)
  if (await more.isVisible()) await more.click()
  await page.locator('.person-form input:visible').fill(name)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: new RegExp(`: ${name}$`) }).waitFor()
}

/** Goes from the greeting to the first item with the keys. */
async function reachFirstItem(page: Page): Promise<void> {
  await button(page, 'English').waitFor()
  await page.keyboard.press('1')
  await button(page, 'I agree').waitFor()
  await page.keyboard.press('1')
  await button(page, 'Start labeling').waitFor()
  await page.keyboard.press('1')
  await button(page, 'Not spam').waitFor()
}

describe('a newcomer', () => {
  it('labels on a phone by touch and sees a notice arrive above the item', async () => {
    await visit({ ...PHONE, colorScheme: 'dark' }, async (page) => {
      await page.getByLabel('Your name').waitFor()
      expect(await findObstacles(page)).toEqual([])
      await page.getByLabel('Your name').fill('Ada Lovelace')
      await page.getByRole('button', { name: 'Begin' }).tap()
      await button(page, 'English').tap()
      await button(page, 'I agree').tap()
      await button(page, 'Start labeling').tap()
      await button(page, 'Not spam').waitFor()
      expect(await findObstacles(page)).toEqual([])
      await button(page, 'Not spam').tap()
      await said(page, 'Saved: Not spam.').waitFor()

      const before = await button(page, 'Not spam').boundingBox()
      await web.send({ userId: 'ada-lovelace', directChannelId: null }, paidNotice('0.1 TAG'), 'paid')
      const notice = page.getByRole('article', { name: 'Notice' })
      await notice.waitFor()
      expect(await notice.innerText()).toContain('You were paid 0.1 TAG.')
      expect(await button(page, 'Not spam').boundingBox()).toEqual(before)
      await expect
        .poll(() => page.locator('[aria-live=polite]').innerText())
        .toContain('Notice: You were paid')
      expect(await page.evaluate(() => document.body.scrollWidth <= window.innerWidth)).toBe(true)
      expect(await findObstacles(page)).toEqual([])
    })
  })

  it('labels with the keyboard alone', async () => {
    await visit({ ...DESK, colorScheme: 'light' }, async (page) => {
      await addPerson(page, 'Bo')
      await reachFirstItem(page)
      expect(await findObstacles(page)).toEqual([])
      const first = await openText(page)
      await page.keyboard.press('2')
      await said(page, 'Saved: Spam.').waitFor()
      expect(await openText(page)).not.toBe(first)

      await button(page, 'Not spam').focus()
      await page.keyboard.press('Enter')
      await said(page, 'Saved: Not spam.').waitFor()
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Not spam')

      await page.keyboard.press('/')
      await page.getByRole('option', { name: /mywork/ }).waitFor()
      expect(await findObstacles(page)).toEqual([])
      const options = await page.getByRole('option').allTextContents()
      const place = options.findIndex((option) => option.includes('mywork'))
      for (let at = 0; at < place; at++) await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      expect((await field(page).inputValue()).trim()).toBe('/mywork')
      await page.keyboard.press('Enter')
      await said(page, '2 items labeled').waitFor()
      expect(await field(page).inputValue()).toBe('')

      await page.keyboard.type('1')
      await page.keyboard.press('Enter')
      await said(page, 'One of your answers').waitFor()
      await page.keyboard.type('task')
      await page.keyboard.press('Enter')
      await expect.poll(() => openText(page)).toContain('Is this message spam?')

      await page.keyboard.type('1')
      await page.keyboard.press('Enter')
      await expect.poll(() => page.locator('.bubble.open').count()).toBe(1)
      await expect.poll(() => openText(page)).toContain('Saved: Not spam.')
      await page.keyboard.press('Escape')
      await page.keyboard.press('2')
      await expect.poll(() => openText(page)).toContain('Saved: Spam.')
    })
  })

  it('who speaks Spanish gets the page and the bot in Spanish', async () => {
    await visit({ ...DESK, locale: 'es-ES' }, async (page) => {
      await addPerson(page, 'Inés')
      await button(page, 'Español').click()
      await page.getByRole('combobox', { name: 'Mensaje' }).waitFor()
      expect(await page.locator('html').getAttribute('lang')).toBe('es')
      expect(await openText(page)).toContain('Antes de empezar')
      expect(await findObstacles(page)).toEqual([])
    })
  })
})

describe('the page', () => {
  it('keeps people apart and switches between them', async () => {
    await visit(PHONE, async (page) => {
      const switcher = page.getByRole('button', { name: /Switch person/ })
      for (const name of ['Cy', 'Di']) {
        await switcher.tap()
        await page.getByRole('dialog').getByLabel('Name of the new person').fill(name)
        await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).tap()
        await page.getByRole('heading', { name: `Conversation with Tagora: ${name}` }).waitFor()
      }
      await button(page, 'English').tap()
      await button(page, 'I agree').waitFor()
      await switcher.tap()
      expect(await findObstacles(page)).toEqual([])
      await page.getByRole('dialog').getByRole('button', { name: 'Cy' }).tap()
      await button(page, 'English').waitFor()
      expect(await page.evaluate(() => window.location.hash)).toBe('#cy')
    })
  })

  it('shows a moderator commands with files, and sends one', async () => {
    await visit(DESK, async (page) => {
      await addPerson(page, 'Moderator')
      await reachFirstItem(page)
      await page.getByLabel('Attach a file').setInputFiles({
        name: 'spam.json',
        mimeType: 'application/json',
        buffer: Buffer.from(projectFile()),
      })
      expect(await field(page).inputValue()).toBe('/project create')
      await field(page).press('Enter')
      await said(page, 'is created with a budget').waitFor()
      expect(await page.locator('.bubble.mine').last().innerText()).toContain('/project create spam.json')
    })
  })

  it('sends an interrupted tap again after a reload, and it counts once', async () => {
    const person = await visit(DESK, async (page, complaints) => {
      await addPerson(page, 'Eve')
      await reachFirstItem(page)
      between = () => Promise.reject(new Error('crashed after the commit'))
      await page.keyboard.press('2')
      await page.waitForResponse((response) => response.status() === 503)
      between = async () => undefined
      await page.reload()
      await said(page, 'Saved: Spam.').waitFor()
      await field(page).fill('/mywork')
      await field(page).press('Enter')
      await said(page, '1 item labeled').waitFor()
      // The browser reports the refused request by itself.
      expect(complaints.every((said) => said.includes('503'))).toBe(true)
      complaints.length = 0
      return 'eve'
    })
    expect(person).toBe('eve')
  })

  it('says that the connection is lost, and shows what it missed once it is back', async () => {
    await visit(DESK, async (page, complaints) => {
      await addPerson(page, 'Flo')
      await button(page, 'English').waitFor()
      await web.stop()
      await page.getByText('The connection is lost').waitFor()
      web = await reopenWebChat(database.store, Number(new URL(page.url()).port), spied)
      await web.send({ userId: 'flo', directChannelId: null }, paidNotice('3 TAG'), 'missed')
      await said(page, 'You were paid 3 TAG.').waitFor()
      await page.getByText('The connection is lost').waitFor({ state: 'detached' })
      expect(complaints.every((said) => said.includes('ERR_CONNECTION_REFUSED'))).toBe(true)
      complaints.length = 0
    })
  })

  it('moves nothing for people who ask for less motion', async () => {
    await visit({ ...DESK, reducedMotion: 'reduce' }, async (page) => {
      await addPerson(page, 'Gil')
      await button(page, 'English').waitFor()
      expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
    })
  })
})
