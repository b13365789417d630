import { AbiCoder, keccak256, toBeHex } from 'ethers'

/** Slot of the balances in OpenZeppelin's ERC20. */
const BALANCES_SLOT = 0

/** Gives an address tokens on a chain of Anvil, without a transaction of anybody's. */
export async function giveTokens(rpcUrl: string, token: string, address: string, wei: bigint): Promise<void> {
  const key = AbiCoder.defaultAbiCoder().encode(['address', 'uint256'], [address, BALANCES_SLOT])
  await callAnvil(rpcUrl, 'anvil_setStorageAt', token, keccak256(key), toBeHex(wei, 32))
}

/** Lets time pass on a chain of Anvil. */
export async function passTime(rpcUrl: string, seconds: number): Promise<void> {
  await callAnvil(rpcUrl, 'evm_increaseTime', seconds)
  await callAnvil(rpcUrl, 'evm_mine')
}

async function callAnvil(rpcUrl: string, method: string, ...params: unknown[]): Promise<void> {
  const response = await fetch(rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  const { error } = (await response.json()) as { error?: { message: string } }
  if (error) throw new Error(error.message)
}
