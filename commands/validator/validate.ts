import { claimValidation } from '../../core/tasks/claim-validation.ts'
import type { TapCommand } from '../command.ts'
import { taskScreen } from '../task-screen.ts'

/** A validation run: the items a person was drawn for, one after the other. */
export const validate: TapCommand = {
  name: 'validate',
  mode: 'tap',
  args: [],
  needsConsent: true,
  listed: true,
  run: async ({ trx, clock, account, services, t }) =>
    taskScreen(t, clock, services, await claimValidation(trx, clock, account)),
}
