import type { SeatWord } from './words.ts'

/** What somebody stood for: items decided with them, and all decided items they took part in. */
export interface Counters {
  readonly good: number
  readonly all: number
}

const CLASSES = 16
const MOST = 4_095
/** Longest life of a batch: within an epoch or its successor every batch ends. */
const EPOCH_HOURS = 8 * 24
const EPOCHS = 512
const SIXTY_FOURTHS = 64n

/** Weight of a vote by class: log-odds of the accuracy in its middle (Nitzan and Paroush 1982), 1 for beginners. */
const WEIGHTS = [1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 4, 5, 7, 9, 14]

/** Record class 0 to 15: sixteenths of good / (all + 2), so that a record must be earned. */
export function classOf({ good, all }: Counters): number {
  return Math.floor((CLASSES * good) / (all + 2))
}

/** Weight of the vote of a seat in this class. */
export function weightOfClass(recordClass: number): number {
  return WEIGHTS[recordClass] ?? 1
}

/** A reward in units with the premium of a class: x0.53 in class 0 to x1.47 in class 15, rounded down. */
export function withPremium(reward: bigint, recordClass: number): bigint {
  return (reward * BigInt(34 + 4 * recordClass)) / SIXTY_FOURTHS
}

/** The most a reward can become, rounded up: what is reserved for it. */
export function mostWithPremium(reward: bigint): bigint {
  return (reward * BigInt(34 + 4 * (CLASSES - 1)) + SIXTY_FOURTHS - 1n) / SIXTY_FOURTHS
}

/** Counters after the items of one call. When they would not fit, the past is halved first, so that it fades. */
export function countItems(counters: Counters, good: number, all: number): Counters {
  const fits = counters.all + all <= MOST
  const past = fits ? counters : { good: counters.good >> 1, all: counters.all >> 1 }
  return { good: past.good + good, all: past.all + all }
}

/** The epoch (mod 512) of an hour of the ledger: classes of validators are frozen for one. */
export function epochOf(hour: number): number {
  return Math.floor(hour / EPOCH_HOURS) % EPOCHS
}

/** The class a seat votes with in batches locked in `batchEpoch`: epoch `now` or the one before it. */
export function frozenClass(seat: SeatWord, batchEpoch: number, now: number): number {
  if (seat.epoch === batchEpoch) return seat.classNow
  return seat.epoch === now ? seat.classBefore : classOf(seat)
}

/** The frozen classes of a seat that is about to be written in epoch `now`. */
export function rollClasses(
  seat: SeatWord,
  now: number,
): Pick<SeatWord, 'classNow' | 'classBefore' | 'epoch'> {
  const { classNow, classBefore, epoch } = seat
  if (epoch === now) return { classNow, classBefore, epoch }
  const fresh = classOf(seat)
  const follows = (epoch + 1) % EPOCHS === now
  return { classNow: fresh, classBefore: follows ? classNow : fresh, epoch: now }
}
