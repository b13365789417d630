import { z } from 'zod'

/** What a rank asks for, with its defaults. */
const threshold = (accuracy: number, answers: number, gold: number) =>
  z
    .strictObject({
      accuracy: z.number().min(0).max(1).default(accuracy),
      answers: z.number().int().min(0).max(1_000).default(answers),
      gold: z.number().int().min(0).max(1_000).default(gold),
    })
    .prefault({})

/** What a project file may say of gold and of people's ranks. */
export const qualitySettings = {
  /** How gold items live. */
  gold: z
    .strictObject({
      /** People a gold item is given to at most. */
      exposures: z.number().int().min(1).max(1_000).default(25),
      /** Active gold items wanted; unanimous, very sure items are proposed until there are so many. */
      wanted: z.number().int().min(0).max(10_000).default(40),
      /** Who makes a proposed item gold. */
      confirm: z.enum(['moderator', 'rule']).default('moderator'),
    })
    .prefault({}),
  /** Present: newcomers practise on items with a known answer until so many of the latest ones are right. */
  practice: z
    .strictObject({
      items: z.number().int().min(1).max(20).default(5),
      right: z.number().int().min(1).max(20).default(4),
    })
    .optional(),
  /** When people rise and fall between trainee, annotator, validator and expert. */
  ranks: z
    .strictObject({
      annotator: threshold(0.5, 10, 0),
      validator: threshold(0.75, 30, 5),
      expert: threshold(0.9, 100, 15),
      confidence: z.number().min(0.5).max(0.999).default(0.95),
      margin: z.number().min(0).max(0.5).default(0.05),
    })
    .prefault({}),
}
