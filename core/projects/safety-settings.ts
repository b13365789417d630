import { z } from 'zod'

/** What a project file may say of how decisions are checked once more. */
export const safetySettings = {
  /** How sure it must be that somebody is wrong before a verdict takes a stake from them without a further vote. */
  minorities: z.strictObject({ belief: z.number().min(0).max(1).optional() }).prefault({}),
  /** Settled items that experts look at again, in the protocol `peers`. */
  audits: z
    .strictObject({
      /** Probability that a settled item is one of them. */
      share: z.number().min(0).max(1).default(0.03),
      /** Time to contest what experts found before anything follows from it. */
      contestHours: z.number().int().min(1).max(120).default(48),
    })
    .prefault({}),
  /** When so many answers are rejected that no stake is taken for them before experts have looked. */
  breaker: z
    .strictObject({
      /** More than this share of the answers of a person, or of all. */
      share: z.number().min(0.1).max(1).default(0.5),
      /** Of so many answers at least. */
      answers: z.number().int().min(1).max(10_000).default(20),
      hours: z.number().int().min(1).max(720).default(24),
    })
    .prefault({}),
}
