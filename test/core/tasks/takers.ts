import { expect } from 'vitest'
import { ExpectedError } from '../../../core/errors.ts'
import type { ItemId, PersonId } from '../../../core/ids.ts'
import type { Account } from '../../../core/people/account.ts'
import { linkPeople } from '../../../core/people/cluster/link-people.ts'
import { unlinkPerson } from '../../../core/people/cluster/unlink-person.ts'
import type { Project } from '../../../core/projects/project.ts'
import { inferSingleChoice } from '../../../core/quality/infer-single-choice.ts'
import { lockPerson } from '../../../core/store/accounts.ts'
import type { Store, Trx } from '../../../core/store/database.ts'
import { matesOf } from '../../../core/store/person-clusters.ts'
import { claimItem, type Task } from '../../../core/tasks/claim-item.ts'
import { expireLeases } from '../../../core/tasks/expire-leases.ts'
import { refreshBelief } from '../../../core/tasks/refresh-beliefs.ts'
import { skipAssignment } from '../../../core/tasks/skip-assignment.ts'
import { submitAnnotation } from '../../../core/tasks/submit-annotation.ts'
import {
  addItems,
  HandClock,
  MINUTE_MS,
  newcomer,
  type ProtocolOverrides,
  startProject,
} from '../../support/community.ts'

/** One thing that somebody does, or that happens. */
export interface Deed {
  readonly kind: 'answer' | 'claim' | 'skip' | 'expire' | 'refit'
  readonly who: number
  /** Chooses the answer, and when gold is due. */
  readonly pick: number
}

/** What was wrong with an item somebody was given. */
interface Given {
  /** One of their cluster was given it before. */
  readonly isMates: boolean
  /** It is gold, and their first item. */
  readonly isGoldFirst: boolean
}

let communities = 0

/** People who claim, answer and skip items through the core, each item checked as it is given. */
export class Takers {
  readonly given: Given[] = []
  readonly #store: Store
  readonly #clock = new HandClock()
  readonly #people: Account[] = []
  readonly #project: Project

  static async gather(
    store: Store,
    size: { people: number; items: number; goldEvery: number; rule: ProtocolOverrides },
  ): Promise<Takers> {
    const name = `takers-${++communities}`
    const project = await store.transaction((trx) =>
      startProject(trx, new HandClock(), { name, ...size.rule }),
    )
    await addItems(store, project, size.items, { goldEvery: size.goldEvery })
    const takers = new Takers(store, project)
    for (let index = 0; index < size.people; index++) await takers.#join(`${name}-${index}`)
    return takers
  }

  private constructor(store: Store, project: Project) {
    this.#store = store
    this.#project = project
  }

  async play({ kind, who, pick }: Deed): Promise<void> {
    if (kind === 'refit') {
      await refreshBelief(this.#store, this.#clock, this.#project, inferSingleChoice)
    } else if (kind === 'expire') await this.#expire()
    else await this.#act(this.#person(who), kind, pick)
  }

  /** Judges two people to act together, or one of them no longer. */
  async cluster({ joins, one, other }: { joins: boolean; one: number; other: number }): Promise<void> {
    const people = [this.#person(one).personId, this.#person(other).personId]
    const said = { reason: 'it is so', accountId: null }
    await this.#store.transaction(async (trx) => {
      if (joins) await linkPeople(trx, this.#clock, { people, ...said })
      else await unlinkPerson(trx, this.#clock, { personId: people[0] as PersonId, ...said })
    })
  }

  /** Everybody answers in turn until nobody is given anything. */
  async workToTheEnd(): Promise<void> {
    for (let idle = 0, turn = 0; idle < this.#people.length; turn++) {
      const worked = await this.#act(this.#person(turn % this.#people.length), 'answer', turn)
      idle = worked ? 0 : idle + 1
    }
  }

  /** Each item is closed, or was given to everybody who may have it; gold that nobody began with aside. */
  async expectNothingLeft(): Promise<void> {
    const { id } = this.#project
    await this.#store.transaction(async (trx) => {
      const open = await trx
        .selectFrom('items')
        .selectAll()
        .where('project_id', '=', id)
        .where('open_slots', '>', 0)
        .execute()
      for (const item of open) {
        const may = item.gold_state === 'active' ? await this.#haveBegun(trx) : this.#people
        for (const { personId } of may) expect(await this.#hadByGroup(trx, item.id, personId)).toBe(true)
      }
    })
  }

  async #join(name: string): Promise<void> {
    this.#people.push(await this.#store.transaction((trx) => newcomer(trx, this.#clock, name)))
  }

  #person(index: number): Account {
    const account = this.#people[index]
    if (!account) throw new Error(`there is no person ${index}`)
    return account
  }

  async #expire(): Promise<void> {
    this.#clock.advance(20 * MINUTE_MS)
    await expireLeases(this.#store, this.#clock, 2)
  }

  /** False when there was nothing to do. */
  async #act(account: Account, kind: 'answer' | 'claim' | 'skip', pick: number): Promise<boolean> {
    return await this.#store.transaction(async (trx) => {
      // As for every tap: two of one person come one after the other.
      await lockPerson(trx, account.id)
      const task = await this.#claim(trx, account, pick)
      if (!task) return false
      const { assignmentId } = task
      if (kind === 'skip') {
        await skipAssignment(trx, this.#clock, account, { assignmentId, reason: 'unclear' })
      } else if (kind === 'answer') {
        const label = pick % 3 === 0 ? 'no' : 'yes'
        await submitAnnotation(trx, this.#clock, account, { assignmentId, label, platform: 'web' })
      }
      return true
    })
  }

  async #claim(trx: Trx, account: Account, pick: number): Promise<Task | null> {
    const hadAny = (await this.#itemsOf(trx, account.personId)).length > 0
    try {
      const chance = () => (pick % 4 === 0 ? 0 : 0.999)
      const task = await claimItem(trx, this.#clock, account, { projectSlug: this.#project.slug, chance })
      const item = await trx
        .selectFrom('items')
        .select('gold_state')
        .where('id', '=', task.item.id)
        .executeTakeFirstOrThrow()
      const mates = (await matesOf(trx, [account.personId])).filter((mate) => mate !== account.personId)
      const others = await Promise.all(mates.map((mate) => this.#itemsOf(trx, mate)))
      const isNew = !hadAny || !this.#held.has(task.assignmentId)
      this.#held.add(task.assignmentId)
      if (isNew) {
        const isMates = others.flat().includes(task.item.id)
        this.given.push({ isMates, isGoldFirst: item.gold_state === 'active' && !hadAny })
      }
      return task
    } catch (thrown) {
      if (thrown instanceof ExpectedError && /^task\.(none|waiting)$/.test(thrown.code)) return null
      throw thrown
    }
  }

  /** Assignments seen before: a claim returns the one that is held. */
  readonly #held = new Set<string>()

  async #itemsOf(trx: Trx, personId: PersonId): Promise<ItemId[]> {
    const rows = await trx
      .selectFrom('assignments')
      .select('item_id')
      .where('project_id', '=', this.#project.id)
      .where('person_id', '=', personId)
      .execute()
    return rows.map((row) => row.item_id)
  }

  async #hadByGroup(trx: Trx, itemId: ItemId, personId: PersonId): Promise<boolean> {
    const group = new Set([personId, ...(await matesOf(trx, [personId]))])
    for (const one of group) if ((await this.#itemsOf(trx, one)).includes(itemId)) return true
    return false
  }

  async #haveBegun(trx: Trx): Promise<Account[]> {
    const begun: Account[] = []
    for (const account of this.#people) {
      if ((await this.#itemsOf(trx, account.personId)).length > 0) begun.push(account)
    }
    return begun
  }
}
