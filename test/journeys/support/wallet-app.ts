import type { Wallet } from 'ethers'
import type { Person } from '../../emulators/telegram/person.ts'
import type { TelegramEmulator } from '../../emulators/telegram/start.ts'
import type { WalletConnectRelay } from '../../emulators/walletconnect-relay/relay.ts'
import { openTestWallet, type TestWallet } from '../../support/wallet/test-wallet.ts'
import { askForCode, readCode, shown } from './wallet-world.ts'

const PATIENCE_MS = 60_000

export interface Emulators {
  readonly telegram: TelegramEmulator
  readonly relay: WalletConnectRelay
}

/** Links the wallet of a key, which scans the code that the chat shows. */
export async function linkWallet({ telegram, relay }: Emulators, person: Person, key: Wallet): Promise<void> {
  const code = await askForCode(person, PATIENCE_MS)
  const wallet = await openTestWallet(relay.url, {}, key)
  await wallet.scan(await readCode(telegram, code))
  await shown(person, 'Is this your wallet?', PATIENCE_MS)
  person.tap('Yes, link it')
  await shown(person, 'Your rewards will be paid to', PATIENCE_MS)
}

/** Signs what the chat is about to show, with a wallet app that scans the code. */
export async function signInApp(
  { telegram, relay }: Emulators,
  person: Person,
  key: Wallet,
): Promise<TestWallet> {
  await shown(person, 'It costs you nothing', PATIENCE_MS)
  person.tap('Sign with a wallet app')
  const wallet = await openTestWallet(relay.url, {}, key)
  await wallet.scan(await readCode(telegram, await shown(person, 'Use your linked wallet', PATIENCE_MS)))
  return wallet
}

/** From the start to the first item: language, consent, guideline. */
export async function startLabeling(person: Person): Promise<void> {
  person.send('/start')
  await shown(person, 'Which language', PATIENCE_MS)
  person.tap('English')
  await shown(person, 'Before you begin', PATIENCE_MS)
  person.tap('I agree')
  await shown(person, 'Ready for your first item', PATIENCE_MS)
  person.tap('Start labeling')
}
