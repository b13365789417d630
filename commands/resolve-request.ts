import type { Clock } from '../core/clock.ts'
import { ExpectedError } from '../core/errors.ts'
import type { ActionId } from '../core/ids.ts'
import type { Account } from '../core/people/account.ts'
import { type Choice, findAction, latestAction } from '../core/store/actions.ts'
import type { Trx } from '../core/store/database.ts'
import type { Attachment, CommandInput, Request } from './command.ts'
import { requestOfWords } from './parse-words.ts'

/** Finds the command behind a command, a tapped button or typed words.
 * @throws ExpectedError `action.stale`, `action.foreign`, `command.noChoice` */
export async function resolveRequest(
  trx: Trx,
  clock: Clock,
  account: Account,
  input: CommandInput,
): Promise<Request> {
  if (input.kind === 'command') return input
  if (input.kind === 'action') return await requestOfAction(trx, clock, account, input.actionId)
  const words = input.text.trim()
  if (words.startsWith('/')) return requestOfWords(words.slice(1), input.attachment)
  return await requestOfText(trx, clock, account, words, input.attachment)
}

async function requestOfAction(trx: Trx, clock: Clock, account: Account, actionId: string): Promise<Request> {
  const [token = '', index = ''] = actionId.split('.')
  const action = await findAction(trx, token as ActionId)
  if (!action || action.expiresAt <= clock.now()) throw new ExpectedError('action.stale', {})
  if (!action.isShared && action.personId !== account.personId) throw new ExpectedError('action.foreign', {})
  const choice = /^\d{1,3}$/.test(index) ? action.choices[Number(index)] : undefined
  if (!choice) throw new ExpectedError('action.stale', {})
  return requestOfChoice(choice)
}

/** A number or the words of a button of the latest screen; otherwise the name of a command. */
async function requestOfText(
  trx: Trx,
  clock: Clock,
  account: Account,
  words: string,
  attachment: Attachment | undefined,
): Promise<Request> {
  const command = requestOfWords(words, attachment)
  const action = await latestAction(trx, account.id)
  const choices = action && action.expiresAt > clock.now() ? action.choices : []
  const wanted = words.toLocaleLowerCase()
  const choice = /^\d{1,3}$/.test(words)
    ? choices[Number(words) - 1]
    : choices.find((one) => one.label.toLocaleLowerCase() === wanted)
  if (choice) return requestOfChoice(choice)
  if (command.known) return command
  throw new ExpectedError('command.noChoice', { text: words.slice(0, 40) })
}

function requestOfChoice(choice: Choice): Request {
  return { name: choice.command, args: choice.args }
}
