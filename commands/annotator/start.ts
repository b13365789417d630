import { amount } from '../../core/amount.ts'
import { ensureWallet } from '../../core/people/ensure-wallet.ts'
import { giveConsent } from '../../core/people/give-consent.ts'
import { setLocale } from '../../core/people/set-locale.ts'
import { activeProjects } from '../../core/projects/active-projects.ts'
import { mustPractise } from '../../core/quality/training/must-practise.ts'
import { locales, translator } from '../../locales/translate.ts'
import type { TapCommand, TapContext } from '../command.ts'
import { guidelineBlocks } from '../guideline-blocks.ts'
import type { Block, ButtonDraft, ScreenDraft } from '../screen.ts'
import { heading, paragraph, plainText } from '../text.ts'

/** Onboarding in three taps: language, consent, then wallet and guideline. Safe to repeat. */
export const start: TapCommand = {
  name: 'start',
  mode: 'tap',
  args: [],
  needsConsent: false,
  listed: true,
  run: async (context) => {
    if (context.args.step === 'consent') return await askConsent(context)
    if (context.args.step === 'begin') return await begin(context)
    return askLanguage(context)
  },
}

function askLanguage({ t }: TapContext): ScreenDraft {
  const button = ([locale, name]: [string, string]) => ({
    label: name,
    command: 'start',
    args: { step: 'consent', locale },
    style: locale === t.locale ? ('primary' as const) : ('secondary' as const),
  })
  return { blocks: [heading(t('start.language'))], buttons: [[...locales].map(button)], ephemeral: true }
}

async function askConsent({ trx, account, args, services }: TapContext): Promise<ScreenDraft> {
  const locale = args.locale && locales.has(args.locale) ? args.locale : account.locale
  await setLocale(trx, account.id, locale)
  const t = translator(locale)
  return {
    blocks: [
      heading(t('start.consentTitle')),
      paragraph(t('start.consent', { symbol: services.tokenSymbol })),
      paragraph(t('start.consentStake')),
      paragraph(t('start.consentData')),
    ],
    buttons: [
      [{ label: plainText(t('start.agree')), command: 'start', args: { step: 'begin' }, style: 'success' }],
    ],
    ephemeral: true,
  }
}

async function begin(context: TapContext): Promise<ScreenDraft> {
  const { trx, clock, account, t } = context
  await giveConsent(trx, clock, account.id)
  const wallet = await walletBlocks(context)
  const [project] = await activeProjects(trx)
  if (!project) {
    return { blocks: [...wallet, paragraph(t('start.noProject'))], buttons: [], ephemeral: true }
  }
  const toPractise = await mustPractise(trx, project, account.personId)
  const next: ButtonDraft = toPractise
    ? { label: plainText(t('practice.begin')), command: 'practice', args: { project: project.slug } }
    : { label: plainText(t('start.begin')), command: 'task' }
  const ready = toPractise ? t('start.practice') : t('start.ready')
  return {
    blocks: [...guidelineBlocks(t, project), ...wallet, paragraph(ready)],
    buttons: [[{ ...next, style: 'primary' }]],
    ephemeral: true,
  }
}

async function walletBlocks({ trx, clock, account, services, t }: TapContext): Promise<Block[]> {
  const wallet = await ensureWallet(trx, clock, account, services.demoWallets)
  if (!wallet) return []
  const values = { address: wallet.address, stake: amount(wallet.stakeWei), symbol: services.tokenSymbol }
  return [paragraph(t(wallet.kind === 'demo' ? 'start.demoWallet' : 'start.wallet', values))]
}
