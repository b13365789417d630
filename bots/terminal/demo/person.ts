import { setTimeout as delay } from 'node:timers/promises'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { DemoClient, ShownScreen } from './client.ts'
import type { Sample } from './sample.ts'

export interface SimulatedPerson {
  readonly name: string
  /** Share of items this person answers as the truth says. */
  readonly accuracy: number
  readonly seed: number
}

/** An answer the server has acknowledged. */
export interface AcknowledgedAnswer {
  readonly personId: string
  readonly text: string
  readonly label: string
}

const LOOK_AGAIN_MS = 250
const SKIP_SHARE = 0.01

/** Onboards a person and labels until `finished` says that no item is open any more. */
export async function playPerson(
  client: DemoClient,
  sample: Sample,
  person: SimulatedPerson,
  finished: () => boolean,
  onAnswer: (answer: AcknowledgedAnswer) => void,
): Promise<void> {
  const random = xoroshiro128plus(person.seed)
  const id = await client.addPerson(person.name)
  const tap = (actionId: string) => client.send(id, { kind: 'action', actionId })
  let screen = await client.send(id, { kind: 'command', name: 'start' })
  const tapNext = async (): Promise<ShownScreen> => {
    const choices = labelButtons(sample, screen)
    if (choices.length > 0 && uniformFloat64(random) < SKIP_SHARE) {
      const reasons = await tap(buttonOf(screen.buttons.at(-1)))
      return await tap(buttonOf(reasons.buttons[0]))
    }
    if (choices.length > 0) {
      const { text, label, actionId } = chooseAnswer(sample, person, screen, choices, random)
      const next = await tap(actionId)
      onAnswer({ personId: id, text, label })
      return next
    }
    const onwards = guidedButton(screen)
    if (onwards) return await tap(onwards)
    await delay(LOOK_AGAIN_MS)
    return await client.send(id, { kind: 'command', name: 'task' })
  }
  while (!finished()) screen = await tapNext()
}

type Random = ReturnType<typeof xoroshiro128plus>
interface LabelButton {
  readonly label: string
  readonly actionId: string
}

function labelButtons(sample: Sample, screen: ShownScreen): LabelButton[] {
  return screen.buttons.flat().flatMap(({ label, actionId }) => {
    const name = sample.labels.get(label)
    return name ? [{ label: name, actionId }] : []
  })
}

/** The emphasised button of onboarding and detour screens, which always leads on. */
function guidedButton(screen: ShownScreen): string | undefined {
  return screen.buttons.flat().find(({ style }) => style === 'primary' || style === 'success')?.actionId
}

function chooseAnswer(
  sample: Sample,
  person: SimulatedPerson,
  screen: ShownScreen,
  choices: readonly LabelButton[],
  random: Random,
): LabelButton & { text: string } {
  const text = screen.blocks.find((block) => block.kind === 'quote')?.text?.trim() ?? ''
  const truth = sample.truthByText.get(text)
  if (!truth) throw new Error(`the demo knows no truth for the item "${text}"`)
  const isRight = uniformFloat64(random) < person.accuracy
  const fitting = choices.filter((choice) => (choice.label === truth) === isRight)
  const chosen = fitting[uniformInt(random, 0, fitting.length - 1)]
  if (!chosen) throw new Error('the screen misses a label')
  return { ...chosen, text }
}

/** The first button of a row: "Can't tell" in the last row of an item, the first reason on the next screen. */
function buttonOf(row: readonly { actionId: string }[] | undefined): string {
  const button = row?.[0]
  if (!button) throw new Error('the screen misses a button the demo counts on')
  return button.actionId
}
