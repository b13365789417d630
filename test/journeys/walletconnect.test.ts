import { afterAll, beforeAll, expect, test } from 'vitest'
import { askForCode, openWalletWorld, shown, type WalletWorld } from './support/wallet-world.ts'

let world: WalletWorld
beforeAll(async () => {
  world = await openWalletWorld()
})
afterAll(() => world?.close())

test('a person links a wallet by a code, a signature and a tap', async () => {
  const ada = await world.person(7, 'ada_l')
  const uri = await askForCode(world, ada)
  const wallet = await world.wallet()
  await wallet.scan(uri)
  await shown(ada, 'Is this your wallet?')
  expect(ada.lastMessage().text).toContain(wallet.address)
  expect(wallet.asked[0]).toContain('link.example.org wants you to sign in')
  expect(wallet.asked[0]).toContain('Link this wallet to the Telegram account @ada_l (id 7) on Tagora.')
  expect(await world.links()).toEqual([])
  ada.tap('Yes, link it')
  await shown(ada, 'Your rewards will be paid to')
  expect(await world.links()).toEqual([{ address: wallet.address, userId: '7' }])
  expect(ada.messages().filter(({ photo }) => photo)).toEqual([])
  await wallet.untilEnded()
})
