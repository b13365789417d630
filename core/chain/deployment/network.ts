const HOUR = 3_600
const DAY = 24 * HOUR

/** A chain that contracts are deployed to, and what it demands. Times in seconds. */
export interface DeploymentNetwork {
  readonly name: 'local' | 'sepolia' | 'mainnet'
  readonly chainId: bigint
  /** Blocks on top of a step before the next one. */
  readonly confirmations: number
  /** Shortest delays that protect people; a chain for trying things out has none. */
  readonly least: {
    readonly window: number
    readonly rotation: number
    readonly shortTimelock: number
    readonly longTimelock: number
  }
}

/** As docs/governance.md explains them: 12 days are more than it takes to leave. */
const PUBLIC = { window: HOUR, rotation: 12 * DAY, shortTimelock: 48 * HOUR, longTimelock: 12 * DAY }
const NONE = { window: 1, rotation: 0, shortTimelock: 0, longTimelock: 0 }

export const NETWORKS: Readonly<Record<DeploymentNetwork['name'], DeploymentNetwork>> = {
  local: { name: 'local', chainId: 31_337n, confirmations: 0, least: NONE },
  sepolia: { name: 'sepolia', chainId: 11_155_111n, confirmations: 2, least: PUBLIC },
  mainnet: { name: 'mainnet', chainId: 1n, confirmations: 2, least: PUBLIC },
}
