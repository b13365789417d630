import { ExpectedError } from '../../core/errors.ts'
import { ALWAYS, type Availability, type Hours } from '../../core/people/availability.ts'
import { findAvailability, putAvailability } from '../../core/store/validators.ts'
import type { TapCommand, TapContext } from '../command.ts'
import type { ScreenDraft } from '../screen.ts'
import { validatorScreen } from './validator-screen.ts'

const common = { mode: 'tap', args: [], needsConsent: true, listed: true } as const

/** Asks a person for votes again. */
export const validatorOn: TapCommand = {
  ...common,
  name: 'validator on',
  run: (context) => change(context, (before) => ({ ...before, state: 'on' })),
}

/** Asks a person for no votes from now on; what they are asked for already stays theirs. */
export const validatorOff: TapCommand = {
  ...common,
  name: 'validator off',
  run: (context) => change(context, (before) => ({ ...before, state: 'off' })),
}

/** Sets the hours in which a person is asked: `8-22`, `8-22 +2`, or `always`. */
export const validatorHours: TapCommand = {
  ...common,
  name: 'validator hours',
  args: [
    { name: 'hours', kind: 'text', required: true },
    { name: 'zone', kind: 'text', required: false },
  ],
  run: (context) => {
    const { hours = '', zone } = context.args
    const wanted = hours.toLowerCase() === 'always' ? null : readHours(hours, zone)
    return change(context, () => ({ state: 'on', hours: wanted }))
  },
}

async function change(
  context: TapContext,
  next: (before: Availability) => Availability,
): Promise<ScreenDraft> {
  const { trx, clock, account } = context
  const before = (await findAvailability(trx, account.personId)) ?? ALWAYS
  await putAvailability(trx, account.personId, next(before), clock.now())
  return await validatorScreen(context)
}

/** @throws ExpectedError `validator.badHours` */
function readHours(hours: string, zone = '+0'): Hours {
  const span = /^(\d{1,2})-(\d{1,2})$/.exec(hours)
  const offset = /^(?:UTC)?([+-])(\d{1,2})(?::([0-5]\d))?$/i.exec(zone)
  const [from, to] = [Number(span?.[1]), Number(span?.[2]) % 24]
  const minutes = Number(offset?.[2]) * 60 + Number(offset?.[3] ?? 0)
  if (!span || !offset || from > 23 || Number(span[2]) > 24 || from === to || minutes > 14 * 60) {
    throw new ExpectedError('validator.badHours', { given: `${hours} ${zone}`.slice(0, 40) })
  }
  return { from, to, offsetMinutes: offset[1] === '-' ? -minutes : minutes }
}
