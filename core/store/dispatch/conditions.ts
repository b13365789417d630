import { type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { PersonId } from '../../ids.ts'
import type { Tables } from '../schema.ts'

type Builder = ExpressionBuilder<Tables, 'items'>

/** The condition that an item wants another annotation. */
export const hasSlot = (eb: Builder) => eb('items.open_slots', '>', eb.lit(0))

/** Active gold is given apart from the other items. */
export const isOrdinary = (eb: Builder) =>
  eb.or([eb('items.gold_state', 'is', null), eb('items.gold_state', '!=', sql.lit('active'))])

/** The condition that an item is on a JSON list. */
export const onList = (among: string, locks: boolean) =>
  locks
    ? sql<SqlBool>`items.id in (select json_array_elements_text(cast(${among} as json)))`
    : sql<SqlBool>`items.id in (select value from json_each(${among}))`

/** Assignments by which a person, or somebody of their cluster, was given an item. */
const givenTo = (eb: Builder, personId: PersonId) =>
  eb
    .selectFrom('assignments')
    .whereRef('assignments.item_id', '=', 'items.id')
    .where((given) =>
      given.or([
        given('assignments.person_id', '=', personId),
        given(
          'assignments.person_id',
          'in',
          given
            .selectFrom('person_clusters as own')
            .innerJoin('person_clusters as mate', 'mate.cluster_id', 'own.cluster_id')
            .select('mate.person_id')
            .where('own.person_id', '=', personId),
        ),
      ]),
    )

/** The condition that a person or somebody of their cluster was given an item. */
export const seenBy = (eb: Builder, personId: PersonId) =>
  eb.exists(givenTo(eb, personId).select('assignments.id'))

/** 1 when a person or somebody of their cluster was given an item, and null otherwise. Looked up for each item that
 * is returned; PostgreSQL would collect all that the person was ever given for the condition in this place. */
export const seenFlag = (eb: Builder, personId: PersonId) =>
  givenTo(eb, personId).select(sql<number>`1`.as('seen')).limit(sql.lit(1))
