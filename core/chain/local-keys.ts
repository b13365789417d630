import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HDNodeWallet, Mnemonic } from 'ethers'

/** The keys of the local chain: all from one mnemonic that never leaves the data folder. */
export interface LocalKeys {
  readonly operatorKey: string
  readonly operatorAddress: string
  /** The address of the demo wallet with this index, from 0. Pure. */
  addressOf(index: number): string
  /** The demo wallet with this index, with its key. Pure. */
  demoWallet(index: number): HDNodeWallet
  /** Keys of the local quorum of operators, which sign what the operator above sends. */
  readonly quorumKeys: readonly string[]
}

const MNEMONIC_FILE = 'local-chain-mnemonic'
// BIP-44: the operator is account 1, people are the addresses of account 0.
const PEOPLE = "m/44'/60'/0'/0"
const OPERATOR = "m/44'/60'/1'/0/0"
const QUORUM = "m/44'/60'/2'/0"
const QUORUM_SIZE = 3
const ENTROPY_BYTES = 16

/** Reads the mnemonic of the data folder, making one the first time. */
export function openLocalKeys(dataDir: string): LocalKeys {
  const mnemonic = Mnemonic.fromPhrase(readOrCreate(join(dataDir, MNEMONIC_FILE), dataDir))
  const people = HDNodeWallet.fromMnemonic(mnemonic, PEOPLE)
  const quorum = HDNodeWallet.fromMnemonic(mnemonic, QUORUM)
  const operator = HDNodeWallet.fromMnemonic(mnemonic, OPERATOR)
  return {
    operatorKey: operator.privateKey,
    operatorAddress: operator.address,
    addressOf: (index) => people.deriveChild(index).address,
    demoWallet: (index) => people.deriveChild(index),
    quorumKeys: Array.from({ length: QUORUM_SIZE }, (_, index) => quorum.deriveChild(index).privateKey),
  }
}

function readOrCreate(file: string, dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true })
    const phrase = Mnemonic.fromEntropy(randomBytes(ENTROPY_BYTES)).phrase
    writeFileSync(file, `${phrase}\n`, { mode: 0o600, flag: 'wx' })
    return phrase
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
    return readFileSync(file, 'utf8').trim()
  }
}
