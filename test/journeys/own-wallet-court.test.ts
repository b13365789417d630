import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Contract, Wallet } from 'ethers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTagora, type Tagora } from '../../bots/start-tagora.ts'
import { reviewCourtAbi } from '../../core/chain/abi/review-court.ts'
import { connectChain } from '../../core/chain/client.ts'
import { readConfig } from '../../core/config.ts'
import type { Account } from '../../core/people/account.ts'
import type { Project } from '../../core/projects/project.ts'
import { claimItem } from '../../core/tasks/claim-item.ts'
import { submitAnnotation } from '../../core/tasks/submit-annotation.ts'
import type { Person } from '../emulators/telegram/person.ts'
import { startTelegram, type TelegramEmulator } from '../emulators/telegram/start.ts'
import { startRelay, type WalletConnectRelay } from '../emulators/walletconnect-relay/relay.ts'
import { addItems, newcomer, TOKEN as ONE, startProject } from '../support/community.ts'
import { giveTokens } from '../support/wallet/give-tokens.ts'
import { linkWallet, signInApp, startLabeling } from './support/wallet-app.ts'
import { shown, walletSettings } from './support/wallet-world.ts'

const TOKEN = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw'
const PATIENCE_MS = 60_000
const VALIDATION = { draws: 3, minVotes: 2, panelDraws: 5, panelMinVotes: 3, vestHours: 24 }

let telegram: TelegramEmulator
let relay: WalletConnectRelay
let tagora: Tagora
let dataDir: string
let project: Project
const validators: Account[] = []

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tagora-own-court-'))
  telegram = await startTelegram({ token: TOKEN, limits: false })
  relay = await startRelay()
  const config = readConfig({
    ...walletSettings(telegram, relay),
    DATA_DIR: dataDir,
    LOCAL_WINDOW_MINUTES: '60',
    SAMPLE_PROJECT: 'none',
    SETTLEMENT_SECONDS: '1',
  })
  tagora = await startTagora(config)
  const { store, clock, chain } = tagora.app
  project = await store.transaction((trx) =>
    startProject(trx, clock, { protocol: 'peers', validation: VALIDATION }),
  )
  await addItems(store, project, 1)
  const wallets = { addressOf: chain.addressOf ?? (() => ''), stakeWei: 100n * ONE }
  for (let index = 0; index < 9; index++) {
    validators.push(await store.transaction((trx) => newcomer(trx, clock, `validator-${index}`, { wallets })))
  }
}, 120_000)
afterAll(async () => {
  await tagora?.stop()
  await Promise.all([telegram?.stop(), relay?.stop()])
  await rm(dataDir, { recursive: true, force: true })
})

/** Everybody who is asked for a vote says no. True once the votes stand on the ledger. */
async function voteNo(): Promise<boolean> {
  const { store, clock } = tagora.app
  const asked = await store.transaction((trx) =>
    trx.selectFrom('draws').select('person_id').where('state', '=', 'offered').execute(),
  )
  for (const { person_id } of asked) {
    const account = validators.find(({ personId }) => personId === person_id)
    if (!account) continue
    await store.transaction(async (trx) => {
      const { assignmentId } = await claimItem(trx, clock, account, { projectSlug: project.slug })
      await submitAnnotation(trx, clock, account, { assignmentId, label: 'no', platform: 'web' })
    })
  }
  const batch = await store.transaction((trx) => trx.selectFrom('batches').select('state').executeTakeFirst())
  return batch?.state === 'proposed'
}

/** Signs in the wallet app; what it was asked to sign. */
const sign = async (person: Person, key: Wallet) =>
  JSON.parse(await (await signInApp({ telegram, relay }, person, key)).untilAsked())

test('with a wallet of one\u2019s own: a seat and an appeal, each by one signature in the wallet app', {
  timeout: 300_000,
}, async () => {
  const key = new Wallet(Wallet.createRandom().privateKey)
  const person = telegram.person({ id: 71, firstName: 'Ada', languageCode: 'en' })
  person.start()
  await shown(person, 'language', PATIENCE_MS)
  await linkWallet({ telegram, relay }, person, key)
  const { chain } = tagora.app
  await giveTokens(chain.rpcUrl, chain.contracts.token, key.address, 100n * ONE)
  person.send('/deposit 80 20 1 30')
  await sign(person, key)
  await shown(person, 'your stake is there', PATIENCE_MS)

  await startLabeling(person)
  await shown(person, 'Yes or no?', PATIENCE_MS)
  person.tap('Yes')
  await shown(person, 'Saved: Yes', PATIENCE_MS)
  await expect.poll(voteNo, { timeout: PATIENCE_MS, interval: 100 }).toBe(true)

  person.send('/appeal')
  await shown(person, 'the votes are against the first answer', PATIENCE_MS)
  person.tap('Appeal 1')
  await shown(person, 'Why should others look at it again?', PATIENCE_MS)
  person.tap('The guideline says so')
  await shown(person, 'Nothing is contested before you sign', PATIENCE_MS)
  person.tap('See what I sign')
  const appeal = await sign(person, key)
  expect(appeal).toMatchObject({ primaryType: 'Dispute', message: { batch: '1', item: '0', kind: '1' } })
  await shown(person, 'The court has your appeal', PATIENCE_MS)
  const client = await connectChain(chain.rpcUrl, 0)
  const court = new Contract(chain.contracts.court, reviewCourtAbi, client.provider)
  expect((await court.getFunction('disputeOf').staticCall(1, 0, 1)).bond).toBeGreaterThan(0n)
  client.close()
  person.send('/appeal')
  await shown(person, 'It is contested already', PATIENCE_MS)

  person.send('/wallet')
  // 80 less what the answer binds, and the bond, once.
  await shown(person, 'You can withdraw 76.775 LABEL now', PATIENCE_MS)

  person.send('/validator join')
  await shown(person, 'Take a seat with your linked wallet', PATIENCE_MS)
  person.tap('Take a seat')
  const seat = await sign(person, key)
  expect(seat).toMatchObject({ primaryType: 'SeatRequest', message: { amount: String(50n * ONE) } })
  await shown(person, 'you hold a seat', PATIENCE_MS)
  person.send('/validator seat')
  await shown(person, 'You hold a seat already', PATIENCE_MS)
})
