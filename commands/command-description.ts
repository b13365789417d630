import type { Translate } from '../locales/messages.ts'
import { plainText } from './text.ts'

/** One line on what a listed command does, for help and the platforms' menus.
 * @throws Error for a command the locales do not word: a test holds every listed one to it. */
export function commandDescription(t: Translate, name: string): string {
  return worded(t, `command.${name}`)
}

/** One line on an argument of a command. */
export function argumentDescription(t: Translate, name: string): string {
  return worded(t, `argument.${name}`)
}

function worded(t: Translate, key: string): string {
  const text = t.find(key)
  if (text === null) throw new Error(`locales/en.ts does not word ${key}`)
  return plainText(text)
}
