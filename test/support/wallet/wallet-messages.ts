/** What a thread of wallets is told. */
export type ToWallets =
  | { readonly kind: 'open'; readonly wallet: number; readonly relayUrl: string }
  | { readonly kind: 'scan'; readonly wallet: number; readonly call: number; readonly uri: string }
  | {
      readonly kind: 'answerProposal'
      readonly wallet: number
      readonly proposal: number
      /** Null to refuse. */
      readonly accounts: readonly string[] | null
    }
  | {
      readonly kind: 'answerRequest'
      readonly wallet: number
      readonly topic: string
      readonly request: number
      readonly result: unknown
    }
  | { readonly kind: 'close'; readonly wallet: number; readonly call: number }

/** What a thread of wallets tells. */
export type FromWallets =
  | { readonly kind: 'opened'; readonly wallet: number }
  | { readonly kind: 'done'; readonly call: number }
  | {
      readonly kind: 'proposed'
      readonly wallet: number
      readonly proposal: number
      readonly chains: readonly string[]
    }
  | {
      readonly kind: 'asked'
      readonly wallet: number
      readonly topic: string
      readonly request: number
      /** The words, or the JSON of a typed message (EIP-712). */
      readonly message: string
      readonly isTyped: boolean
    }
  | {
      readonly kind: 'sessions'
      readonly wallet: number
      readonly topics: readonly string[]
      readonly ended: boolean
    }
