import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRouter } from '../../commands/router.ts'
import type { Screen } from '../../commands/screen.ts'
import { screenText } from '../../commands/text.ts'
import { writeReading } from '../../core/store/personhood.ts'
import { insertLink } from '../../core/store/wallet-links.ts'
import { claimItem } from '../../core/tasks/claim-item.ts'
import { submitAnnotation } from '../../core/tasks/submit-annotation.ts'
import { addItems, HandClock, newcomer, startProject, visit } from '../support/community.ts'
import { openSqlite, type TestDatabase } from '../support/databases.ts'

const ADDRESS = `0x${'a1'.repeat(20)}`
const clock = new HandClock()
let database: TestDatabase
beforeAll(async () => {
  database = await openSqlite()
})
afterAll(() => database.close())

let events = 0
async function ask(userId: string, name: string, args = {}, locale = 'en'): Promise<Screen | null> {
  const handle = createRouter({
    store: database.store,
    clock,
    log: pino({ level: 'silent' }),
    services: { tokenSymbol: 'LABEL', demoWallets: null, personhood: ['humanity', 'passport'] },
    moderators: new Set(['web:boss']),
    tapsPer10Seconds: 100,
  })
  events += 1
  const input = { kind: 'command', name, args } as const
  return await handle({
    platform: 'web',
    eventId: `${events}`,
    user: { id: userId, name: userId, locale },
    input,
  })
}
const textOf = (screen: Screen | null) => screenText(screen?.blocks ?? [])

test('a person sees their points, why they have no more, and that nothing depends on them', async () => {
  const before = textOf(await ask('ann', 'personhood'))
  expect(before).toContain('0 of 100 points')
  expect(before).toContain('Proof of Humanity: 0 of 40. Link a wallet first, with wallet.')
  expect(before).toContain('you can label, earn and withdraw with none')
  await database.store.transaction(async (trx) => {
    const { id: accountId } = await visit(trx, clock, 'ann')
    const proof = { chainId: 1n, holder: 'key', method: 'page', linkedAt: clock.now() } as const
    await insertLink(trx, { accountId, address: ADDRESS, ...proof })
    await writeReading(trx, { address: ADDRESS, signal: 'passport', share: 0.5, at: clock.now() })
  })
  const screen = await ask('ann', 'personhood')
  expect(textOf(screen)).toContain('15 of 100 points')
  expect(textOf(screen)).toMatch(
    /Human Passport: 15 of 30\. Collect stamps .* Last read Jan 1, 2026, 12:00\sAM UTC\./,
  )
  expect(textOf(screen)).toContain('Proof of Humanity: 0 of 40. Not read yet; it takes a minute.')
  expect(screen?.buttons.flat().map(({ label }) => label)).toEqual(['Read again'])
  expect(textOf(await ask('ann', 'personhood', {}, 'es'))).toContain('15')
})

test('moderators see what speaks for somebody of a project, and nobody else does', async () => {
  const { store } = database
  const project = await store.transaction((trx) => startProject(trx, clock, {}))
  await addItems(store, project, 1)
  for (const name of ['ben', 'cem', 'dan']) {
    await store.transaction(async (trx) => {
      const person = await newcomer(trx, clock, name)
      const { assignmentId } = await claimItem(trx, clock, person, {})
      await submitAnnotation(trx, clock, person, { assignmentId, label: 'yes', platform: 'web' })
    })
  }
  const args = { project: 'sample', person: 'Name of ben' }
  expect(textOf(await ask('boss', 'people personhood', args))).toMatch(/About Name of ben:\n+0 of 100 points/)
  expect(textOf(await ask('ann', 'people personhood', args))).toContain('Only a moderator can do this')
})
