import type { Command } from 'commander'
import { plainText } from '../../commands/text.ts'
import { createKeystore } from '../../core/chain/keystore.ts'
import { askPassword } from './keys/ask-password.ts'
import type { Terminal } from './terminal.ts'

/** `tagora key create <file>` */
export function addKey(program: Command, terminal: Terminal): void {
  program
    .command('key')
    .description('keys in encrypted keystores, as other tools read and write them too')
    .command('create')
    .argument('<file>', 'where to keep the new key')
    .description('make a new key; its password comes from KEYSTORE_PASSWORD or is asked for')
    .action((file: string) => create(terminal, file))
}

async function create({ env, t, print }: Terminal, file: string): Promise<void> {
  const address = await createKeystore(file, await askPassword(env, t('key.password')))
  print(plainText(t('key.created', { address, file })))
}
