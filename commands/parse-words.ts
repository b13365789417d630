import type { Attachment, Request } from './command.ts'
import { commands } from './registry.ts'

/** Reads typed words as a command and its arguments in the order it declares them:
 * `project pause sms-spam`. An unknown name is kept, so that the error can quote it. */
export function requestOfWords(text: string, attachment?: Attachment): Request & { known: boolean } {
  const words = text.trim().split(/\s+/)
  const two = commands.get(words.slice(0, 2).join(' ').toLowerCase())
  const first = (words[0] ?? '').replace(/@.*$/, '').toLowerCase()
  const command = two ?? commands.get(first)
  if (!command?.listed) return { name: first, args: {}, attachment, known: false }
  const values = words.slice(command.name.split(' ').length)
  const typed = command.args.filter((arg) => arg.kind !== 'attachment')
  const args = Object.fromEntries(
    typed.flatMap(({ name, kind }, at) => {
      const value = kind === 'words' ? values.slice(at).join(' ') : values[at]
      return value ? [[name, value]] : []
    }),
  )
  return { name: command.name, args, attachment, known: true }
}
