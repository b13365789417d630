import { z } from 'zod'

const word = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'use 1 to 32 of a-z, 0-9 and -, starting with a letter or digit')

/** What a project file may ask of whoever labels. */
export const audience = {
  /** Skills whoever labels must have, all of them: moderators give them to people. */
  skills: z.array(word).max(10).default([]),
  /** What is in the items that not everybody wants to see: given only to those who said that they take it. */
  content: z.array(word).max(10).default([]),
}
