import { readFile } from 'node:fs/promises'
import { getAddress, isAddress } from 'ethers'
import { parse } from 'yaml'
import { z } from 'zod'
import { ExpectedError, reasonOf } from '../../errors.ts'
import type { DeploymentNetwork } from './network.ts'

const UNIT_DECIMALS = 3
/** The ledger counts units in 40 bits. */
const MOST_UNITS = 2n ** 40n - 1n
const address = z
  .string()
  .refine((text) => isAddress(text), 'an address, in quotes')
  .transform((text) => getAddress(text))
const tokens = z
  .string()
  .regex(/^\d{1,10}(\.\d{1,3})?$/, 'a number of tokens in quotes, to thousandths')
  .transform((text) => {
    const [whole = '', fraction = ''] = text.split('.')
    return BigInt(whole + fraction.padEnd(UNIT_DECIMALS, '0'))
  })
const seconds = z.number().int().min(0)
const share = z.number().int().min(0)

const schema = z.strictObject({
  supply: tokens,
  treasury: address,
  operators: z.strictObject({
    addresses: z.array(address).min(2).max(8),
    threshold: z.number().int().min(2).max(8),
    bond: tokens,
    rotationDelay: seconds,
  }),
  ledger: z.strictObject({ minWindow: seconds.min(1), seatStake: tokens, expiryPenalty: tokens }),
  court: z.strictObject({
    experts: z.array(address).min(1).max(32),
    threshold: z.number().int().min(1).max(32),
    notMinePenalty: tokens,
    receiptPenalty: tokens,
  }),
  pool: z.strictObject({ tokens, weeklyRateBp: share.max(200), sponsorshipBp: share.max(2_000) }),
  governance: z.strictObject({
    guardian: address,
    shortDelay: seconds,
    longDelay: seconds,
    votingDelay: seconds,
    votingPeriod: seconds.min(1),
    voteExtension: seconds,
    proposalThreshold: tokens,
    quorumPercent: z.number().int().min(1).max(100),
  }),
})

/** What a deployment to a network is made with. Amounts in units, times in seconds, shares in basis points. */
export type NetworkTerms = z.output<typeof schema>

/** Reads the terms of a deployment, see docs/deploying.md.
 * @throws ExpectedError `deploy.badTerms` naming every problem */
export async function readTerms(file: string, network: DeploymentNetwork): Promise<NetworkTerms> {
  const parsed = schema.safeParse(await readYaml(file))
  if (!parsed.success) {
    throw badTerms(
      file,
      parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
    )
  }
  const problems = contradictions(parsed.data, network)
  if (problems.length > 0) throw badTerms(file, problems)
  return parsed.data
}

async function readYaml(file: string): Promise<unknown> {
  try {
    return parse(await readFile(file, 'utf8'))
  } catch (cause) {
    throw badTerms(file, [reasonOf(cause)], cause)
  }
}

function badTerms(file: string, problems: readonly string[], cause?: unknown): ExpectedError {
  return new ExpectedError('deploy.badTerms', { file, problems: problems.join('; ') }, { cause })
}

/** What the contracts would refuse, and what a public chain must not have. */
function contradictions(terms: NetworkTerms, { least }: DeploymentNetwork): string[] {
  const { operators, court, ledger, governance, supply, pool } = terms
  const bonds = operators.bond * BigInt(operators.addresses.length)
  const rules: [boolean, string][] = [
    [
      new Set(operators.addresses).size === operators.addresses.length,
      'operators.addresses: one is named twice',
    ],
    [
      isMajority(operators.threshold, operators.addresses.length),
      'operators.threshold: more than half, at most all',
    ],
    [new Set(court.experts).size === court.experts.length, 'court.experts: one is named twice'],
    [isMajority(court.threshold, court.experts.length), 'court.threshold: more than half, at most all'],
    [supply <= MOST_UNITS, 'supply: more than the ledger can count'],
    [pool.tokens + bonds <= supply, 'supply: less than what the pool and the bonds need'],
    [ledger.minWindow >= least.window, `ledger.minWindow: at least ${least.window} on this chain`],
    [
      operators.rotationDelay >= least.rotation,
      `operators.rotationDelay: at least ${least.rotation} on this chain`,
    ],
    [
      governance.shortDelay >= least.shortTimelock,
      `governance.shortDelay: at least ${least.shortTimelock} on this chain`,
    ],
    [
      governance.longDelay >= least.longTimelock,
      `governance.longDelay: at least ${least.longTimelock} on this chain`,
    ],
  ]
  return rules.filter(([kept]) => !kept).map(([, problem]) => problem)
}

function isMajority(threshold: number, of: number): boolean {
  return threshold * 2 > of && threshold <= of
}
