import type { TapCommand } from '../command.ts'
import { nextRulingScreen } from './next-ruling-screen.ts'

/** The next item that an expert may decide. */
export const expert: TapCommand = {
  name: 'expert',
  mode: 'tap',
  args: [],
  role: 'expert',
  needsConsent: true,
  listed: true,
  run: (context) => nextRulingScreen(context),
}
