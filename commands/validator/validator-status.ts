import type { TapCommand } from '../command.ts'
import { validatorScreen } from './validator-screen.ts'

/** Where a person stands as a validator. */
export const validatorStatus: TapCommand = {
  name: 'validator status',
  mode: 'tap',
  args: [],
  needsConsent: true,
  listed: true,
  run: (context) => validatorScreen(context),
}
