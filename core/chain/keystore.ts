import { chmod, readFile, writeFile } from 'node:fs/promises'
import { Wallet } from 'ethers'
import { ExpectedError, reasonOf } from '../errors.ts'

/** Reads a private key from an encrypted keystore (version 3, as Geth, Foundry and wallets write it).
 * @throws ExpectedError `key.unreadable` */
export async function readKeystore(file: string, password: string): Promise<string> {
  try {
    return (await Wallet.fromEncryptedJson(await readFile(file, 'utf8'), password)).privateKey
  } catch (cause) {
    // The reasons that ethers gives name neither key nor password.
    throw new ExpectedError('key.unreadable', { file, reason: reasonOf(cause) }, { cause })
  }
}

/** Makes a new key and keeps it in an encrypted keystore. Returns its address.
 * @throws ExpectedError `key.exists` */
export async function createKeystore(file: string, password: string): Promise<string> {
  const wallet = Wallet.createRandom()
  const json = await wallet.encrypt(password)
  try {
    await writeFile(file, `${json}\n`, { mode: 0o600, flag: 'wx' })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST')
      throw new ExpectedError('key.exists', { file }, { cause })
    throw cause
  }
  await chmod(file, 0o600)
  return wallet.address
}
