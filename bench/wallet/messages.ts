/** What a side of the measurement is told. */
export type ToSide =
  | { readonly kind: 'run'; readonly flows: number; readonly atOnce: number }
  | { readonly kind: 'weigh' }
  | { readonly kind: 'stop' }

/** What a side tells. */
export type FromSide =
  | { readonly kind: 'ready' }
  /** To be scanned by the wallet of this flow. */
  | { readonly kind: 'code'; readonly flow: number; readonly uri: string }
  | { readonly kind: 'done'; readonly durations: readonly number[] }
  | { readonly kind: 'weight'; readonly rssKb: number }
