import { randomUUID } from 'node:crypto'
import { plusMs } from '../../core/clock.ts'
import { type ActionId, type AssignmentId, newActionId } from '../../core/ids.ts'
import type { Account } from '../../core/people/account.ts'
import { findOrCreateAccount } from '../../core/people/find-or-create-account.ts'
import { takeLesson } from '../../core/quality/training/take-lesson.ts'
import { findAction, insertAction } from '../../core/store/actions.ts'
import type { Store, Trx } from '../../core/store/database.ts'
import { findAnswer, insertAnswer } from '../../core/store/platform-events.ts'
import { claimItem, type Task } from '../../core/tasks/claim-item.ts'
import { submitAnnotation } from '../../core/tasks/submit-annotation.ts'
import { HandClock, MINUTE_MS, newcomer } from '../../test/support/community.ts'

/** The action behind the buttons each person sees. */
export type Screens = ReadonlyMap<string, ActionId>

/**
 * People who label in turn. A tap is the whole core transaction that the router runs for it, statement by
 * statement: account, deduplication, action, answer, next item, the buttons and the answer of its screen.
 */
export class Tappers {
  readonly #store: Store
  readonly #names: string[]
  readonly #screens: Map<string, ActionId>
  readonly #clock = new HandClock()

  constructor(store: Store, screens: Screens = new Map()) {
    this.#store = store
    this.#names = [...screens.keys()]
    this.#screens = new Map(screens)
  }

  /** Brings new people as far as their first item. */
  async welcome(people: number): Promise<Screens> {
    for (let index = 0; index < people; index++) {
      const name = `person-${index}`
      this.#names.push(name)
      await this.#store.transaction(async (trx) => {
        const account = await newcomer(trx, this.#clock, name)
        await this.#show(trx, account, name, await claimItem(trx, this.#clock, account, {}))
      })
    }
    return this.#screens
  }

  /** Labels what person number `turn` (round and round) has in hand. Returns milliseconds. */
  async tap(turn: number): Promise<number> {
    const name = this.#names[turn % this.#names.length] ?? ''
    this.#clock.advance(10)
    const began = performance.now()
    await this.#store.transaction((trx) => this.#answer(trx, name, turn % 7 === 0 ? 1 : 0))
    return performance.now() - began
  }

  async #answer(trx: Trx, name: string, chosen: number): Promise<void> {
    const eventId = randomUUID()
    const visitor = {
      platform: 'web',
      userId: name,
      name: `Name of ${name}`,
      locale: 'en',
      isModerator: false,
    }
    const account = await findOrCreateAccount(trx, this.#clock, visitor)
    if ((await findAnswer(trx, 'web', eventId)) !== null) throw new Error('a new event was answered')
    const action = await findAction(trx, this.#screens.get(name) as ActionId)
    const args = action?.choices[chosen]?.args
    if (action?.personId !== account.personId || !args) throw new Error(`${name} has no such button`)
    const { assignment, label = '' } = args
    const { project } = await submitAnnotation(trx, this.#clock, account, {
      assignmentId: assignment as AssignmentId,
      label,
      platform: 'web',
    })
    await takeLesson(trx, this.#clock, project, account.personId)
    const task = await claimItem(trx, this.#clock, account, {})
    const answer = await this.#show(trx, account, name, task)
    await insertAnswer(trx, { platform: 'web', eventId, answer, receivedAt: this.#clock.now() })
  }

  /** Stores the buttons of a task. Returns a screen of the size that the router stores. */
  async #show(
    trx: Trx,
    account: Account,
    name: string,
    { assignmentId, project, item }: Task,
  ): Promise<string> {
    const labels = project.definition.schema.labels.map((label) => ({
      label: label.title,
      command: 'answer',
      args: { assignment: assignmentId, label: label.name },
    }))
    const others = ['skip', 'guideline'].map((command) => ({
      label: `What ${command} is called`,
      command,
      args: { assignment: assignmentId },
    }))
    const id = newActionId()
    const createdAt = this.#clock.now()
    const expiresAt = plusMs(createdAt, 14 * 24 * 60 * MINUTE_MS)
    const choices = [...labels, ...others]
    await insertAction(trx, { id, accountId: account.id, choices, createdAt, expiresAt })
    this.#screens.set(name, id)
    const words = ['Saved.', project.definition.schema.question, item.content.text, 'Reward and minutes left']
    const blocks = words.map((text) => ({ kind: 'paragraph', content: [{ text }] }))
    const buttons = choices.map(({ label }, index) => ({
      label,
      actionId: `${id}.${index}`,
      style: 'primary',
    }))
    return JSON.stringify({ blocks, buttons, ephemeral: true })
  }
}
