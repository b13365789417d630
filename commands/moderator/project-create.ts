import { readFile, stat } from 'node:fs/promises'
import { amount } from '../../core/amount.ts'
import { ExpectedError } from '../../core/errors.ts'
import { createProject } from '../../core/projects/create-project.ts'
import { parseProjectFile } from '../../core/projects/parse-project-file.ts'
import type { LongCommand } from '../command.ts'
import { planText } from '../plan-text.ts'
import { paragraph } from '../text.ts'

const MAX_BYTES = 256 * 1024

/** Creates a project from an attached project file. */
export const projectCreate: LongCommand = {
  name: 'project create',
  mode: 'long',
  args: [{ name: 'file', kind: 'attachment', required: true }],
  role: 'moderator',
  needsConsent: false,
  listed: true,
  run: async ({ clock, account, attachment, services, t }) => {
    const { name, text } = await readProjectFile(attachment)
    const { definition, source } = parseProjectFile(text, name)
    return async (trx) => {
      const { slug, budgetWei } = await createProject(trx, clock, {
        definition,
        source,
        createdBy: account.id,
      })
      const values = { project: slug, budget: amount(budgetWei), symbol: services.tokenSymbol }
      const plan = await planText(t, trx, definition)
      const blocks = [t('project.created', values), ...(plan ? [plan] : [])].map(paragraph)
      return { blocks, buttons: [], ephemeral: true }
    }
  },
}

async function readProjectFile(attachment: { name: string; path: string } | undefined) {
  const { name = '', path = '' } = attachment ?? {}
  const { size } = await stat(path)
  if (size > MAX_BYTES) {
    throw new ExpectedError('project.invalid', { problems: `${name}: larger than ${MAX_BYTES / 1024} KiB` })
  }
  return { name, text: await readFile(path, 'utf8') }
}
