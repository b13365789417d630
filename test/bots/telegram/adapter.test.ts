import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Person } from '../../emulators/telegram/person.ts'
import { firstItem, type Intake, labels, shown, startWorld, type TelegramWorld } from './world.ts'

const intakes: Intake[] = ['polling', 'webhook']

describe.each(intakes)('by %s', (intake) => {
  let world: TelegramWorld
  let ada: Person

  beforeEach(async () => {
    world = await startWorld({ intake })
    ada = world.telegram.person({ id: 7, firstName: 'Ada', languageCode: 'en' })
  })
  afterEach(() => world.stop())

  const settled = () => world.telegram.until(() => world.telegram.pendingUpdates().length === 0)
  const count = (method: string) => world.telegram.calls(method).length

  test('a newcomer is led to an item and from there to the next, in one and the same message', async () => {
    const item = await firstItem(ada)
    expect(item.text).toContain('first message')
    expect(item.entities).toContainEqual(
      expect.objectContaining({ type: 'blockquote', offset: item.text.indexOf('first message') }),
    )
    expect(item.buttons).toEqual([
      ['Ham', 'Spam'],
      ["Can't tell", 'Guideline'],
    ])
    ada.tap('Spam')
    const next = await shown(ada, 'second message')
    expect(next.messageId).toBe(item.messageId)
    expect(next.text).toMatch(/^Saved: Spam/)
    expect(ada.messages()).toHaveLength(1)
  })

  test('a tap costs one answer and one edit, the answer first', async () => {
    await firstItem(ada)
    await settled()
    const before = world.telegram.calls().length
    const tap = ada.tap('Spam')
    expect(await tap.answer()).toMatchObject({ text: undefined })
    await shown(ada, 'second message')
    await settled()
    const methods = world.telegram
      .calls()
      .slice(before)
      .map((call) => call.method)
    const own = methods.filter((method) => !/^getUpdates$|MyCommands$/.test(method))
    expect(own).toEqual(['answerCallbackQuery', 'editMessageText'])
  })

  test('typed numbers and words answer like taps do', async () => {
    await firstItem(ada)
    ada.send('1')
    expect((await shown(ada, 'second message')).text).toContain('Saved: Ham')
    ada.send('spam')
    expect((await shown(ada, 'third message')).text).toContain('Saved: Spam')
    expect(await labels(world.store)).toEqual(['ham', 'spam'])
  })

  test('an update that comes again changes and says nothing', async () => {
    await firstItem(ada)
    const { updateId = 0 } = ada.tap('Spam')
    await shown(ada, 'second message')
    await settled()
    const before = count('editMessageText') + count('sendMessage')
    world.telegram.redeliver(updateId)
    const written = ada.send('/help')
    await shown(ada, 'What you can do')
    expect(written.updateId).toBeGreaterThan(updateId)
    expect(count('editMessageText') + count('sendMessage')).toBe(before + 1)
    expect(await labels(world.store)).toEqual(['spam'])
  })

  test('an update that comes again to another process is applied once', async () => {
    await firstItem(ada)
    const { updateId = 0 } = ada.tap('Spam')
    await shown(ada, 'second message')
    await settled()
    await world.restart()
    const edits = count('editMessageText')
    world.telegram.redeliver(updateId)
    await world.telegram.until(() => count('editMessageText') > edits)
    expect(world.telegram.calls('editMessageText').at(-1)?.response).toMatchObject({
      description: expect.stringContaining('message is not modified'),
    })
    expect(await labels(world.store)).toEqual(['spam'])
    expect(ada.messages()).toHaveLength(1)
  })

  test('a button that is too old says so beside the item, which stays', async () => {
    const item = await firstItem(ada)
    ada.tapStale(item, 'nothing.0')
    const refusal = await shown(ada, 'too old')
    expect(refusal).toMatchObject({ edits: 0, buttons: [] })
    expect(ada.messages().find(({ messageId }) => messageId === item.messageId)?.text).toBe(item.text)
    ada.tap('Spam', item)
    await shown(ada, 'second message')
  })

  test('a double tap answers once and leaves the next item in its place', async () => {
    const item = await firstItem(ada)
    const data = item.keyboard[0]?.[0]?.callback_data ?? ''
    const taps = [ada.tapStale(item, data), ada.tapStale(item, data)]
    await Promise.all(taps.map((tap) => tap.answer()))
    await shown(ada, 'closed already')
    expect(ada.messages()[0]?.text).toContain('second message')
    expect(await labels(world.store)).toEqual(['ham'])
  })

  test('nothing is missed that happens while the adapter is down', async () => {
    await firstItem(ada)
    await settled()
    await world.adapter.stop()
    ada.tap('Spam')
    await world.restart()
    await shown(ada, 'second message')
    expect(await labels(world.store)).toEqual(['spam'])
  })

  test('Spanish speakers are answered in Spanish', async () => {
    const eva = world.telegram.person({ id: 8, firstName: 'Eva', languageCode: 'es' })
    eva.start('from_a_friend')
    await shown(eva, 'idioma')
    eva.tap('Español')
    await shown(eva, 'Antes de empezar')
    eva.tap('Acepto')
    await shown(eva, 'primer elemento')
    eva.send('esto no existe')
    await shown(eva, 'ninguna de las opciones')
  })
})
