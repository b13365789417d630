import { nextCase } from '../../core/consensus/experts/next-case.ts'
import type { TapCommand } from '../command.ts'
import { caseScreen } from './case-screen.ts'

/** The next item that an expert may decide. */
export const expert: TapCommand = {
  name: 'expert',
  mode: 'tap',
  args: [],
  role: 'expert',
  needsConsent: true,
  listed: true,
  run: async ({ trx, account, t }) => caseScreen(t, await nextCase(trx, account)),
}
