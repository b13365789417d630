/** A wallet that connected; nothing it says of itself is proven. */
export interface ConnectedWallet {
  readonly pairingTopic: string
  readonly sessionTopic: string
  /** `eip155:<chain>:<address>` each. */
  readonly accounts: readonly string[]
}

/** text: words, by personal_sign; typed: the JSON of a message that the wallet shows field by field, by
 * eth_signTypedData_v4. */
export interface SignRequest {
  readonly kind: 'text' | 'typed'
  readonly message: string
}

/** What happens at the wallets' side. Each may come twice, and late. */
export interface ConnectorEvents {
  /** The connector runs (again): these wallets are connected. */
  onReady(connected: readonly ConnectedWallet[]): void
  onConnected(wallet: ConnectedWallet): void
  /** The person refused to connect, or nobody did in time. */
  onNotConnected(pairingTopic: string, why: 'refused' | 'expired'): void
  onSigned(sessionTopic: string, signature: string): void
  /** The person refused to sign; or the wallet answered nonsense, or nothing. */
  onNotSigned(sessionTopic: string, why: 'refused' | 'broken'): void
  /** The wallet ended the connection. */
  onEnded(sessionTopic: string): void
}

/** A way to reach wallets on other devices. Nothing about it survives in memory alone: what is paired and
 * connected is still so after a kill. */
export interface Connector {
  start(events: ConnectorEvents): Promise<void>
  /** Opens a pairing: `uri` is what a wallet scans. Throws when that takes longer than 15 seconds. */
  pair(): Promise<{ readonly pairingTopic: string; readonly uri: string }>
  /** Asks a connected wallet to sign; answered by an event. */
  sign(sessionTopic: string, address: string, request: SignRequest): void
  /** Ends pairings and sessions, in the background; unknown ones are left alone. */
  drop(topics: readonly string[]): void
  /** Stops with everything stored. */
  stop(): Promise<void>
}
