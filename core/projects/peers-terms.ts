import { z } from 'zod'

/** The ledger counts in thousandths of a token. */
const UNIT_WEI = 10n ** 15n

/** peers: one annotator, then validators drawn on chain; independent: annotations of whoever comes. */
export const protocol = z.enum(['peers', 'independent'])

/** A round needs two votes at least, as the ledger decides nothing with fewer. */
export const LEAST_VOTES = 2

/** How an annotation is validated in the protocol `peers`. */
export const validation = z.strictObject({
  /** Validators drawn for an annotation; those beyond `minVotes` stand in for whoever cannot vote. */
  draws: z.number().int().min(3).max(8).default(4),
  /** Votes that decide at least. */
  minVotes: z.number().int().min(2).max(8).default(3),
  /** The same for the second round of an annotation without a supermajority. */
  panelDraws: z.number().int().min(3).max(8).default(7),
  panelMinVotes: z.number().int().min(2).max(8).default(5),
  /** Time to contest a verdict before it is final. */
  windowMinutes: z.number().int().min(1).max(2_880).default(720),
  /** Hours over which rewards become free, counted anew with each. */
  vestHours: z.number().int().min(24).max(4_095).default(672),
  /** Time a drawn validator has to vote; half of it later a replacement is asked too. */
  answerMinutes: z.number().int().min(2).max(1_440).default(720),
  /** Time an annotation waits for as many validators as `minVotes`; after that fewer are enough. */
  gatherHours: z.number().int().min(1).max(720).default(24),
  /** Time experts have; an item they do not decide by then stays undecided. */
  expertHours: z.number().int().min(48).max(2_160).default(72),
})
export type ValidationTerms = z.output<typeof validation>

/** What of a project file the protocol `peers` looks at; amounts in wei. */
export interface PeersFile {
  readonly protocol: 'peers' | 'independent'
  readonly validation: ValidationTerms
  readonly resubmit?: { readonly tries: number } | undefined
  readonly threshold: { readonly numerator: number; readonly denominator: number }
  readonly rewards: { readonly annotation: bigint; readonly validation?: bigint | undefined }
  readonly stake: {
    readonly perAnnotation: bigint
    readonly slash: bigint
    readonly validatorSlash?: bigint | undefined
  }
}

/** What a vote pays and risks, in wei. */
export interface VoteAmounts {
  readonly rewardWei: bigint
  readonly slashWei: bigint
}

/** A vote's reward and slash, by default three tenths of an annotation's reward and 20/3 times that: with a
 * tenth of bad annotations, voting without looking then loses about what it earns. */
export function voteAmounts({ rewards, stake }: Pick<PeersFile, 'rewards' | 'stake'>): VoteAmounts {
  const rewardWei = rewards.validation ?? inUnits((rewards.annotation * 3n) / 10n)
  return { rewardWei, slashWei: stake.validatorSlash ?? inUnits((rewardWei * 20n) / 3n) }
}

type Problem = readonly [path: readonly PropertyKey[], message: string]

/** What the ledger would refuse of a project in the protocol `peers`. */
export function* peersProblems(file: PeersFile): Generator<Problem> {
  const { validation: terms, rewards, stake } = file
  if (terms.draws < terms.minVotes) yield [['validation', 'draws'], 'must be at least minVotes']
  if (terms.panelDraws < Math.max(terms.draws, terms.panelMinVotes)) {
    yield [['validation', 'panelDraws'], 'must be at least draws and panelMinVotes']
  }
  if (terms.panelMinVotes < terms.minVotes)
    yield [['validation', 'panelMinVotes'], 'must be at least minVotes']
  const vote = voteAmounts(file)
  const amounts: [readonly PropertyKey[], bigint][] = [
    [['rewards', 'annotation'], rewards.annotation],
    [['rewards', 'validation'], vote.rewardWei],
    [['stake', 'perAnnotation'], stake.perAnnotation],
    [['stake', 'slash'], stake.slash],
    [['stake', 'validatorSlash'], vote.slashWei],
  ]
  for (const [path, wei] of amounts) {
    if (wei % UNIT_WEI !== 0n) yield [path, 'has more than three decimals, with which the ledger counts']
    if (wei / UNIT_WEI >= 2n ** 20n) yield [path, 'is more than 1,048.575 tokens']
  }
  if (stake.slash === 0n) yield [['stake', 'slash'], 'must be more than 0']
  if (stake.perAnnotation < 100n * UNIT_WEI || stake.perAnnotation > 100_000n * UNIT_WEI) {
    yield [['stake', 'perAnnotation'], 'must be 0.1 to 100 tokens']
  }
  if (vote.rewardWei === 0n) yield [['rewards', 'validation'], 'must be more than 0']
  if (vote.slashWei < 2n * vote.rewardWei || vote.slashWei > 20n * vote.rewardWei) {
    yield [['stake', 'validatorSlash'], 'must be 2 to 20 times rewards.validation']
  }
}

/** The threshold in hundredths of a percent, rounded down, so that two of three equal votes meet 2/3. */
export function thresholdBp({ threshold }: Pick<PeersFile, 'threshold'>): number {
  return Math.floor((10_000 * threshold.numerator) / threshold.denominator)
}

function inUnits(wei: bigint): bigint {
  return wei - (wei % UNIT_WEI)
}
