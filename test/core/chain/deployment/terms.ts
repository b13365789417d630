import { Wallet } from 'ethers'
import type { NetworkTerms } from '../../../../core/chain/deployment/terms-file.ts'

const DAY = 86_400
const address = (byte: string) => new Wallet(`0x${byte.repeat(32)}`).address

/** Terms that a public chain takes, with operators and experts whose keys are `0x22…22` and so on. */
export const TERMS: NetworkTerms = {
  supply: 1_000_000_000_000n,
  treasury: address('51'),
  operators: {
    addresses: ['22', '33', '44'].map(address),
    threshold: 2,
    bond: 1_000_000n,
    rotationDelay: 12 * DAY,
  },
  ledger: { minWindow: 3_600, seatStake: 50_000n, expiryPenalty: 10_000n },
  court: {
    experts: ['61', '62', '63'].map(address),
    threshold: 2,
    notMinePenalty: 50_000n,
    receiptPenalty: 40_000n,
  },
  pool: { tokens: 400_000_000_000n, weeklyRateBp: 50, sponsorshipBp: 1_000 },
  governance: {
    guardian: address('71'),
    shortDelay: 2 * DAY,
    longDelay: 12 * DAY,
    votingDelay: DAY,
    votingPeriod: 5 * DAY,
    voteExtension: 2 * DAY,
    proposalThreshold: 1_000_000_000n,
    quorumPercent: 4,
  },
}
