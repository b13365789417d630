import type { ItemId } from '../../core/ids.ts'
import type { Account } from '../../core/people/account.ts'
import { pauseProject } from '../../core/projects/pause-project.ts'
import type { Project } from '../../core/projects/project.ts'
import type { Store, Trx } from '../../core/store/database.ts'
import { claimItem } from '../../core/tasks/claim-item.ts'
import { submitAnnotation } from '../../core/tasks/submit-annotation.ts'
import { addItems, HandClock, newcomer, startProject } from './community.ts'
import { hadAnItem } from './gold.ts'

let projects = 0

/** A project with items and people who answer them through the core, alone in being active. */
export class Labelers {
  readonly store: Store
  readonly clock = new HandClock()
  readonly project: Project
  readonly people: Account[] = []
  readonly #name: string

  static async gather(
    store: Store,
    { items, people, ...overrides }: { items: number; people: number; [field: string]: unknown },
  ): Promise<Labelers> {
    projects++
    const name = `labelers-${projects}`
    const clock = new HandClock()
    await store.transaction(async (trx) => {
      const active = await trx.selectFrom('projects').select('slug').where('state', '=', 'active').execute()
      for (const { slug } of active) await pauseProject(trx, clock, { slug, accountId: null })
    })
    const project = await store.transaction((trx) => startProject(trx, clock, { name, ...overrides }))
    await addItems(store, project, items)
    const labelers = new Labelers(store, project, name)
    for (let index = 0; index < people; index++) await labelers.join()
    return labelers
  }

  private constructor(store: Store, project: Project, name: string) {
    this.store = store
    this.project = project
    this.#name = name
  }

  async join(): Promise<Account> {
    const id = `${this.#name}-${this.people.length}`
    const account = await this.store.transaction((trx) => newcomer(trx, this.clock, id))
    this.people.push(account)
    return account
  }

  person(index: number): Account {
    const account = this.people[index]
    if (!account) throw new Error(`there is no person ${index}`)
    return account
  }

  inTrx<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
    return this.store.transaction(work)
  }

  /** Gives the next item, gold before others, or one of `among`, to a person who says `label`; or what they say of
   * that item. */
  async answer(
    index: number,
    label: string | ((item: ItemId) => string),
    among?: readonly ItemId[],
  ): Promise<ItemId> {
    this.clock.advance(1_000)
    return await this.inTrx(async (trx) => {
      const account = this.person(index)
      await hadAnItem(trx, this.clock, this.project, account)
      const wanted = among ? { among } : {}
      const claimed = { projectSlug: this.project.slug, chance: () => 0, ...wanted }
      const { assignmentId, item } = await claimItem(trx, this.clock, account, claimed)
      const said = typeof label === 'string' ? label : label(item.id)
      await submitAnnotation(trx, this.clock, account, { assignmentId, label: said, platform: 'web' })
      return item.id
    })
  }

  /** The items in the order of import. */
  async items(): Promise<ItemId[]> {
    const rows = await this.inTrx((trx) =>
      trx
        .selectFrom('items')
        .select('id')
        .where('project_id', '=', this.project.id)
        .where('external_id', 'like', 'item-%')
        .orderBy('ordinal')
        .execute(),
    )
    return rows.map((row) => row.id)
  }

  async item(id: ItemId) {
    return await this.inTrx((trx) =>
      trx.selectFrom('items').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    )
  }
}
