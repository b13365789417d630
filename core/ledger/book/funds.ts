import { UNBOND } from '../deadlines.ts'
import type { ParamsWord } from '../words.ts'
import type { Book, Moment } from './book.ts'
import { giveUnits } from './people.ts'

/** A new project of this owner; its rules never change. Returns its id. */
export function createProject(book: Book, owner: string, params: ParamsWord): number {
  const id = book.projects.size + 1
  book.projects.set(id, { owner, balance: 0n, params })
  return id
}

/** Units arrive from outside in a project's balance. */
export function fundProject(book: Book, id: number, units: bigint): void {
  giveToProject(book, id, units)
  book.totalUnits += units
}

/** The owner takes unreserved units out. */
export function drainProject(book: Book, id: number, units: bigint): void {
  giveToProject(book, id, -units)
  book.totalUnits -= units
}

/** Units arrive from outside in the fund that sponsors newcomers. */
export function fundSponsorship(book: Book, units: bigint): void {
  book.sponsorFund += units
  book.totalUnits += units
}

/** Units arrive from outside in an operator's bond. */
export function depositBond(book: Book, operator: string, units: bigint): void {
  const bond = book.bonds.get(operator) ?? { units: 0n, readyAt: 0 }
  book.bonds.set(operator, { ...bond, units: bond.units + units })
  book.totalUnits += units
}

/** An operator that is no longer listed asks for its bond. */
export function startBondExit(book: Book, operator: string, at: Moment): void {
  const units = book.bonds.get(operator)?.units ?? 0n
  book.bonds.set(operator, { units, readyAt: at.timestamp + UNBOND })
}

/** Pays a bond out. Returns the units. */
export function withdrawBond(book: Book, operator: string): bigint {
  const units = book.bonds.get(operator)?.units ?? 0n
  book.bonds.delete(operator)
  book.totalUnits -= units
  return units
}

/** Takes at most `units` of a bond: half to the account, the rest to the project; all to the project without one. */
export function slashBond(
  book: Book,
  operator: string,
  { units, account, project }: { units: bigint; account: number; project: number },
): void {
  const bond = book.bonds.get(operator) ?? { units: 0n, readyAt: 0 }
  book.bonds.set(operator, { ...bond, units: bond.units - units })
  const half = account === 0 ? 0n : units / 2n
  if (half > 0n) giveUnits(book, account, half)
  giveToProject(book, project, units - half)
}

/** Releases units held for a dispute to an account, or to a project when `account` is 0. */
export function releaseDispute(
  book: Book,
  { units, account, project }: { units: bigint; account: number; project: number },
): void {
  book.disputeFund -= units
  if (account === 0) giveToProject(book, project, units)
  else giveUnits(book, account, units)
}

/** Adds units that the ledger holds already to a project's balance. */
export function giveToProject(book: Book, id: number, units: bigint): void {
  const project = book.projects.get(id)
  if (project) book.projects.set(id, { ...project, balance: project.balance + units })
}
