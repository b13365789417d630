import {
  FULL_ACCOUNT_DAYS,
  FULL_STAKE_DAYS,
  type Personhood,
  type SignalPoints,
} from '../../core/wallet/personhood/read-personhood.ts'
import type { Translate } from '../../locales/messages.ts'
import type { Block } from '../screen.ts'
import { heading, list, paragraph } from '../text.ts'
import { dateTime } from './date-time.ts'

/** A person's points, each signal's share of them, and how to get more. */
export function personhoodBlocks(t: Translate, { points, most, signals }: Personhood): Block[] {
  return [
    heading(t('personhood.title')),
    paragraph(t('personhood.points', { points, most })),
    list(signals.map((one) => lineOf(t, one))),
    paragraph(t('personhood.bonus')),
  ]
}

function lineOf(t: Translate, { signal, points, most, lacks, readAt }: SignalPoints): string {
  const line = t('personhood.line', { signal: t(`personhood.${signal}`), points, most })
  const days = signal === 'stake' ? FULL_STAKE_DAYS : FULL_ACCOUNT_DAYS
  const how = lacks && t(`personhood.lacks.${lacks}`, { days })
  const read = readAt ? t('personhood.readAt', { date: dateTime(t, readAt) }) : null
  return [line, how, read].filter((part) => part !== null).join(' ')
}
