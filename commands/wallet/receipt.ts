import { amount } from '../../core/amount.ts'
import type { RecheckedItem } from '../../core/chain/recheck-item.ts'
import { receiptCode } from '../../core/consensus/receipt-code.ts'
import { ExpectedError } from '../../core/errors.ts'
import { withPremium } from '../../core/ledger/record.ts'
import { unitsOf, weiOf } from '../../core/ledger/units.ts'
import { loadProject } from '../../core/projects/load-project.ts'
import type { Project } from '../../core/projects/project.ts'
import { findReceipt, type StoredReceipt } from '../../core/store/ledger-answers.ts'
import { listStoredProjects } from '../../core/store/projects.ts'
import { TOKEN_SYMBOL as symbol } from '../../core/token.ts'
import type { Translate } from '../../locales/messages.ts'
import type { LongCommand, LongContext } from '../command.ts'
import type { Block, ButtonDraft, ScreenDraft } from '../screen.ts'
import { heading, list, paragraph, plainText } from '../text.ts'
import { ledgerChecks } from './flow-view.ts'
import { drawLines } from './recheck-blocks.ts'
import { voteReceipt } from './vote-receipt.ts'

const EXCERPT = 160

/** Everything about one answer of the person on the ledger: votes, rules, payment, proof and transaction. */
export const receipt: LongCommand = {
  name: 'receipt',
  mode: 'long',
  args: [{ name: 'back', kind: 'text', required: false }],
  needsConsent: false,
  listed: true,
  run: async (context) => {
    const { store, account, services, args, t } = context
    // A phone may begin it with a capital letter.
    const given = (args.back ?? '').toLowerCase()
    if (given && !/^\d{1,6}$/.test(given)) return await voteReceipt(context, given)
    const back = Number(given)
    const known = await store.transaction(async (trx) => {
      const found = await findReceipt(trx, account.personId, back)
      if (!found) throw new ExpectedError('receipt.none', {})
      const projects = (await listStoredProjects(trx)).map(loadProject)
      const hasOlder = (await findReceipt(trx, account.personId, back + 1)) !== null
      return { found, hasOlder, project: projects.find(({ id }) => id === found.projectId) }
    })
    const { found, hasOlder, project } = known
    const checked = await ledgerChecks(services).recheck(found)
    const screen = receiptScreen(context, { found, project, checked })
    return async () => ({ ...screen, buttons: [...keep(t, found), ...moves(t, back, hasOlder)] })
  },
}

interface Receipt {
  readonly found: StoredReceipt
  readonly project: Project | undefined
  readonly checked: RecheckedItem | null
}

function receiptScreen({ services, t }: LongContext, receipt: Receipt): ScreenDraft {
  const { found, project, checked } = receipt
  const { batch, position, paid, guidelineVersion, text } = found
  const title = project?.definition.schema.labels.find(({ name }) => name === found.label)?.title
  const lines = [
    t('receipt.label', {
      label: title ?? found.label,
      version: guidelineVersion,
      project: project?.definition.title ?? '',
    }),
    t('receipt.place', { reference: `${batch}.${position}` }),
    t(`receipt.outcome.${outcomeOf(found)}`),
  ]
  const url = paid && ledgerChecks(services).transactionUrl(paid.transactionHash)
  return {
    blocks: [
      heading(t('receipt.title')),
      { kind: 'quote', text: text.length > EXCERPT ? `${[...text].slice(0, EXCERPT).join('')}…` : text },
      list(lines),
      ...(checked?.draw ? [paragraph(t('receipt.votes')), list(drawLines(t, checked))] : []),
      paragraph(t('receipt.payment')),
      list(paymentLines(t, receipt)),
      ...(checked ? proofBlocks(t, checked) : []),
      ...(paid ? [paragraph(t('receipt.transaction', { hash: paid.transactionHash }))] : []),
    ],
    buttons: [],
    ...(url && { links: [[{ label: plainText(t('receipt.open')), url }]] }),
    ephemeral: true,
  }
}

const OUTCOMES = ['accepted', 'rejected', 'unclear', 'void', 'expired', 'skipped'] as const

function outcomeOf({ outcome }: StoredReceipt) {
  return OUTCOMES.find((one) => one === outcome) ?? 'open'
}

/** The formula of docs/contracts.md (Record) with the numbers of this answer. */
function paymentLines(t: Translate, { found, checked }: Receipt): string[] {
  const { paid, seat } = found
  if (!paid) return [t('receipt.unpaid')]
  const { rewardWei, shareWei, slashWei } = paid
  const own = checked?.draw?.seats.find((one) => one.seat === seat)
  const base = seat === null ? checked?.params.annotatorReward : checked?.params.validatorReward
  const recordClass = seat === null ? checked?.annotatorClass : own?.recordClass
  const isExplained =
    base !== undefined &&
    typeof recordClass === 'number' &&
    withPremium(base, recordClass) === unitsOf(rewardWei)
  const reward = { amount: amount(rewardWei), symbol }
  return [
    ...(rewardWei > 0n && isExplained
      ? [t('receipt.formula', { ...reward, base: amount(weiOf(base)), recordClass })]
      : []),
    ...(rewardWei > 0n && !isExplained ? [t('receipt.reward', reward)] : []),
    ...(shareWei > 0n ? [t('receipt.share', { amount: amount(shareWei), symbol })] : []),
    ...(slashWei > 0n ? [t('receipt.slash', { amount: amount(slashWei), symbol })] : []),
    ...(rewardWei + shareWei + slashWei === 0n ? [t('receipt.nothing')] : []),
  ]
}

function proofBlocks(t: Translate, { leaf, proof, labelsRoot, included }: RecheckedItem): Block[] {
  return [
    paragraph(t(included ? 'receipt.included' : 'receipt.notIncluded', { root: labelsRoot })),
    { kind: 'code', text: [leaf, ...proof].join('\n') },
  ]
}

/** The way to what an operator signed for a vote. */
function keep(t: Translate, { draw }: StoredReceipt): ButtonDraft[][] {
  const back = draw && receiptCode(draw)
  return back ? [[{ label: plainText(t('receipt.keep')), command: 'receipt', args: { back } }]] : []
}

function moves(t: Translate, back: number, hasOlder: boolean): ButtonDraft[][] {
  const move = (label: string, to: number): ButtonDraft => ({
    label: plainText(label),
    command: 'receipt',
    args: { back: String(to) },
  })
  const row = [
    ...(back > 0 ? [move(t('receipt.newer'), back - 1)] : []),
    ...(hasOlder ? [move(t('receipt.older'), back + 1)] : []),
  ]
  return row.length > 0 ? [row] : []
}
