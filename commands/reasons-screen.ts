import type { AssignmentId } from '../core/ids.ts'
import type { Translate } from '../locales/messages.ts'
import type { Block, ButtonDraft, ScreenDraft } from './screen.ts'
import { plainText } from './text.ts'

/** A reason a person can give, as its command takes it and as the button says it. */
export interface ReasonChoice {
  readonly reason: string
  readonly label: string
}

/** Asks why somebody gives an item back: a button for each reason, and the way back to the item. */
export function reasonsScreen(
  t: Translate,
  asking: { readonly command: string; readonly assignment: AssignmentId; readonly blocks: readonly Block[] },
  choices: readonly ReasonChoice[],
): ScreenDraft {
  const { command, assignment, blocks } = asking
  const buttons = choices.map(({ reason, label }): ButtonDraft[] => [
    { label: plainText(label), command, args: { assignment, reason } },
  ])
  const back: ButtonDraft = { label: plainText(t('task.back')), command: 'task', style: 'primary' }
  return { blocks: [...blocks], buttons: [...buttons, [back]], ephemeral: true }
}
