import {
  createProject,
  depositBond,
  drainProject,
  fundProject,
  releaseDispute,
  slashBond,
  startBondExit,
  withdrawBond,
} from '../book/funds.ts'
import { paramsLayout } from '../words.ts'
import { checkTime, compareTimes, compareUnits } from './compare.ts'
import type { Handlers } from './replay.ts'

const VERSIONS = 128

/** Budgets of projects, bonds of operators and of disputes, and settings. */
export const fundSteps: Handlers<
  | 'ProjectCreated'
  | 'ProjectFunded'
  | 'ProjectDrained'
  | 'BondDeposited'
  | 'BondExitStarted'
  | 'BondWithdrawn'
  | 'OperatorSlashed'
  | 'DisputeReleased'
  | 'SeatStakeSet'
  | 'ExpiryPenaltySet'
  | 'RegistrySet'
  | 'ListActivated'
> = {
  ProjectCreated({ book }, { owner, params }) {
    createProject(book, owner, paramsLayout.unpack(params))
    return []
  },
  ProjectFunded({ book }, { project, units }) {
    fundProject(book, project, units)
    return []
  },
  ProjectDrained({ book }, { project, units }, step) {
    drainProject(book, project, units)
    const left = book.projects.get(project)?.balance ?? 0n
    return left < 0n ? compareUnits(step, `project ${project}`, units, units + left) : []
  },
  BondDeposited({ book }, { operator, units }) {
    depositBond(book, operator, units)
    return []
  },
  BondExitStarted({ book }, { operator, readyAt }, step) {
    startBondExit(book, operator, step.at)
    return compareTimes(step, operator, readyAt, book.bonds.get(operator)?.readyAt ?? 0)
  },
  BondWithdrawn({ book }, { operator, units }, step) {
    const from = book.bonds.get(operator)?.readyAt ?? 0
    const computed = withdrawBond(book, operator)
    return [...checkTime(step, operator, { from }), ...compareUnits(step, operator, units, computed)]
  },
  OperatorSlashed({ book }, { operator, ...slash }, step) {
    slashBond(book, operator, slash)
    const left = book.bonds.get(operator)?.units ?? 0n
    return left < 0n ? compareUnits(step, operator, slash.units, slash.units + left) : []
  },
  DisputeReleased({ book }, args, step) {
    releaseDispute(book, args)
    const { disputeFund } = book
    return disputeFund < 0n
      ? compareUnits(step, 'the bonds of disputes', args.units, args.units + disputeFund)
      : []
  },
  SeatStakeSet({ book }, { units }) {
    book.seatStake = units
    return []
  },
  ExpiryPenaltySet({ book }, { units }) {
    book.expiryPenalty = units
    return []
  },
  RegistrySet(replay, { registry }) {
    replay.registry = registry
    return []
  },
  ListActivated({ registries }, { registry, version: counted, operators, threshold }) {
    const version = counted % VERSIONS
    const lists = new Map(registries.get(registry)?.lists).set(version, { operators, threshold })
    registries.set(registry, { lists, version })
    return []
  },
}
