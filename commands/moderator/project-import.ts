import { importItems } from '../../core/items/import-items.ts'
import { findProject } from '../../core/projects/find-project.ts'
import type { LongCommand } from '../command.ts'
import { refusalLines } from '../refusal-lines.ts'
import { list, paragraph } from '../text.ts'

const SHOWN = 10

/** Imports items from an attached file; importing the same file again adds nothing. */
export const projectImport: LongCommand = {
  name: 'project import',
  mode: 'long',
  args: [
    { name: 'project', kind: 'text', required: true },
    { name: 'file', kind: 'attachment', required: true },
  ],
  role: 'moderator',
  needsConsent: false,
  listed: true,
  run: async ({ store, clock, args, attachment, t }) => {
    const project = await store.transaction((trx) => findProject(trx, args.project ?? ''))
    const { name: fileName = '', path = '' } = attachment ?? {}
    const report = await importItems(store, clock, { project, path, fileName })
    const { accepted: count, duplicates, refused, refusals } = report
    const lines = refusalLines(t, refusals.slice(0, SHOWN))
    return async () => ({
      blocks: [
        paragraph(t('import.done', { count, duplicates, refused })),
        ...(lines.length > 0 ? [list(lines)] : []),
        ...(refused > SHOWN ? [paragraph(t('import.moreRefusals', { shown: SHOWN }))] : []),
      ],
      buttons: [],
      ephemeral: true,
    })
  },
}
