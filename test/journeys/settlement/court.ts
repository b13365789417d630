import { Contract, concat, hexlify, keccak256, type Wallet } from 'ethers'
import { reviewCourtAbi } from '../../../core/chain/abi/review-court.ts'
import { innerHash, openHash, proposedCommitment } from '../../../core/ledger/commitments.ts'
import { encodeQuorum } from '../../../core/ledger/quorum.ts'
import { type Batch, findBatchByNumber } from '../../../core/store/batches.ts'
import { OPERATOR, type World } from '../../core/chain/world.ts'

const NOT_MINE_OR_APPEAL = { notMine: 0, appeal: 1 } as const

export async function batchNumbered(world: World, number: number): Promise<Batch> {
  const batch = await world.store.transaction((trx) => findBatchByNumber(trx, number))
  if (!batch) throw new Error(`no batch ${number}`)
  return batch
}

function courtOf(world: World, runner: Wallet): Contract {
  return new Contract(world.contracts.court, reviewCourtAbi, runner.connect(world.client.provider))
}

async function send(contract: Contract, name: string, args: readonly unknown[]): Promise<void> {
  const sent = await contract.getFunction(name).send(...args)
  if ((await sent.wait())?.status !== 1) throw new Error(`${name} reverted`)
}

/** A batch's settlement, as disputes and proofs name it. */
function settlementOf({ labelsRoot, seed, annotators, terms, items, votes }: Batch) {
  return { labelsRoot, seed, annotators, terms, items, votes }
}

/** Somebody appeals against the verdict of an item, in the window. */
export async function appeal(world: World, person: Wallet, batch: Batch, item: number): Promise<void> {
  await world.rpc('anvil_setBalance', person.address, '0xde0b6b3a7640000')
  const kind = NOT_MINE_OR_APPEAL.appeal
  const claim = { account: person.address, batch: batch.number, item, kind, signature: '0x' }
  await send(courtOf(world, person), 'dispute', [claim, settlementOf(batch)])
}

export async function closeDispute(world: World, batch: number, item: number): Promise<boolean> {
  const court = courtOf(world, world.signer(0))
  const sent = await court.getFunction('closeDispute').send(batch, item, '0x')
  const receipt = await sent.wait()
  const events = [...(receipt?.logs ?? [])].map((log) => court.interface.parseLog(log))
  const closed = events.find((event) => event?.name === 'DisputeClosed')
  return closed?.args.getValue('upheld') === true
}

export interface Proof {
  readonly item: number
  readonly account: number
  readonly code: number
  readonly signedAt: number
  readonly operators: readonly string[]
  readonly operator: string
  readonly signature: string
}

/** Anybody shows that an operator proposed something else than it had confirmed. */
export async function proveReceipt(world: World, person: Wallet, batch: Batch, proof: Proof): Promise<void> {
  await world.rpc('anvil_setBalance', person.address, '0xde0b6b3a7640000')
  const { item, account, code, signedAt, operators, operator, signature } = proof
  const receipt = { batch: batch.number, item, account, code, signedAt }
  const index = operators.indexOf(operator)
  const shown = { operators: concat([...operators]), index, signature }
  await send(courtOf(world, person), 'proveReceipt', [receipt, shown, settlementOf(batch)])
}

/** The deployer, still the administrator on the local chain, names the experts. */
export async function appointExperts(world: World, experts: readonly Wallet[]): Promise<void> {
  const list = concat(experts.map((expert) => expert.address))
  await send(courtOf(world, OPERATOR), 'setExperts', [list, experts.length])
}

/** The experts accept every item of a batch that waits for them. */
export async function acceptByExperts(world: World, experts: readonly Wallet[], batch: Batch): Promise<void> {
  const { expertItems: items, number, seed, panelSeed, panelVotes, votes } = batch
  const settled = proposedCommitment(
    innerHash({ ...batch, terms: batch.terms ?? '0x' }),
    votes ?? '0x',
    seed ?? '0x',
  )
  const open = {
    settled,
    seed: panelVotes === null ? seed : panelSeed,
    seedBlock: batch.seedBlock ?? 0,
    items,
  }
  const verdicts = hexlify(new Uint8Array(items.length / 2).fill(1))
  const domain = {
    name: 'ReviewCourt',
    version: '1',
    chainId: world.client.chainId,
    verifyingContract: world.contracts.court,
  }
  const fields = [
    { name: 'batch', type: 'uint256' },
    { name: 'openHash', type: 'bytes32' },
    { name: 'verdictsHash', type: 'bytes32' },
  ]
  const value = { batch: number, openHash: openHash(items), verdictsHash: keccak256(verdicts) }
  const signed = await Promise.all(
    experts.map(async (expert) => ({
      operator: expert.address,
      signature: await expert.signTypedData(domain, { Verdict: fields }, value),
    })),
  )
  const quorum = encodeQuorum(
    experts.map((expert) => expert.address),
    signed,
  )
  const given = { experts: quorum.operators, signatures: quorum.signatures }
  await send(courtOf(world, world.signer(0)), 'submitVerdict', [number, open, verdicts, given])
}
