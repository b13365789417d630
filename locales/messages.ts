import type { ErrorCode, ErrorParams } from '../core/errors.ts'
import type { en } from './en.ts'

/** Plural texts of one language by its CLDR categories of `count`. */
export type Plural<Category extends Intl.LDMLPluralRule> = Readonly<Record<Category, string>>

/** Every key of English with the plural categories of another language: a missing key does not compile. */
export type Messages<Category extends Intl.LDMLPluralRule> = {
  readonly [K in keyof typeof en]: (typeof en)[K] extends string ? string : Plural<Category>
}

/** The wording of every expected failure. */
export type ErrorMessages = Readonly<Record<ErrorCode, string>>

type Names<S> = S extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Names<Rest> : never
type TextOf<K extends keyof typeof en> = (typeof en)[K] extends string
  ? (typeof en)[K]
  : (typeof en)[K][keyof (typeof en)[K]]
type Value<Name extends string> = Name extends 'count' ? number : string | number

export type MessageKey = keyof typeof en
/** The values a message needs, read off its English text. */
export type MessageParams<K extends MessageKey> = { readonly [N in Names<TextOf<K>>]: Value<N> }

/** Words one message. The result is markup: our own styling with every value escaped. */
export interface Translate {
  <K extends MessageKey>(
    key: K,
    ...params: keyof MessageParams<K> extends never ? [] : [MessageParams<K>]
  ): string
  error<C extends ErrorCode>(code: C, params: ErrorParams[C]): string
  /** The text of a key known only at run time, which takes no parameters; null when nobody worded it. */
  find(key: string): string | null
  readonly locale: string
}
