import { Api } from 'grammy'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { menuOf, publishMenus } from '../../../bots/telegram/publish-menus.ts'
import { commands } from '../../../commands/registry.ts'
import { locales, translator } from '../../../locales/translate.ts'
import { callApi } from '../../emulators/telegram/call-api.ts'
import { startWorld, type TelegramWorld, TOKEN } from './world.ts'

let world: TelegramWorld
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.stop())

test('the menu names each command once, within the limits of Telegram, in every language', () => {
  for (const locale of locales.keys()) {
    const menu = menuOf(translator(locale), commands)
    expect(menu.map(({ command }) => command)).toEqual([
      'start',
      'task',
      'validate',
      'validator',
      'appeal',
      'finding',
      'expert',
      'verdict',
      'because',
      'mywork',
      'practice',
      'reputation',
      'earnings',
      'wallet',
      'personhood',
      'deposit',
      'withdraw',
      'session',
      'receipt',
      'treasury',
      'verify',
      'phrase',
      'inbox',
      'language',
      'preferences',
      'link',
      'help',
      'project',
      'people',
      'gold',
      'audit',
      'group',
      'breaker',
    ])
    for (const { command, description } of menu) {
      expect(command).toMatch(/^[a-z0-9_]{1,32}$/)
      expect([...description].length).toBeGreaterThan(0)
      expect([...description].length).toBeLessThanOrEqual(256)
    }
  }
})

test('people see the menu of their language, whatever an earlier version left in its way', async () => {
  const { telegram } = world
  const stale = { commands: [{ command: 'old', description: 'Gone' }] }
  for (const type of ['all_private_chats', 'all_group_chats', 'all_chat_administrators']) {
    await callApi(telegram, 'setMyCommands', { ...stale, scope: { type } })
    await callApi(telegram, 'setMyCommands', { ...stale, scope: { type }, language_code: 'es' })
  }
  await publishMenus(new Api(TOKEN, { apiRoot: telegram.apiRoot }), commands)
  const ada = telegram.person({ id: 7, languageCode: 'en' })
  const eva = telegram.person({ id: 8, languageCode: 'es' })
  const kim = telegram.person({ id: 9, languageCode: 'ko' })
  const group = telegram.group({ members: [ada, eva] })
  const taskOf = (menu: { command: string; description: string }[]) =>
    menu.find(({ command }) => command === 'task')?.description
  const english = translator('en')('command.task')
  expect([ada.commands(), kim.commands(), ada.commands(group)].map(taskOf)).toEqual([
    english,
    english,
    english,
  ])
  expect(taskOf(eva.commands())).toBe(translator('es')('command.task'))
  expect(taskOf(eva.commands(group))).toBe(translator('es')('command.task'))
})

test('the adapter publishes it by itself', async () => {
  const ada = world.telegram.person({ id: 7, languageCode: 'en' })
  await world.telegram.until(() => ada.commands().length > 0)
  expect(ada.commands().map(({ command }) => command)).toContain('project')
})
