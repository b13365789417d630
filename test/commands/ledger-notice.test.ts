import { expect, test } from 'vitest'
import { isOfLedger, ledgerNotice } from '../../commands/ledger-notice.ts'
import { plainText } from '../../commands/text.ts'
import type { AccountId, NotificationId } from '../../core/ids.ts'
import type { Notification } from '../../core/notifications/notification.ts'
import { translator } from '../../locales/translate.ts'

const WHO = { id: 'one' as NotificationId, accountId: 'ann' as AccountId }
const transactionHash = '0xabc'
const services = { tokenSymbol: 'LABEL' } as Parameters<typeof ledgerNotice>[1]

function worded(notification: Notification, locale = 'en'): string[] {
  if (!isOfLedger(notification)) return []
  return ledgerNotice(translator(locale), services, notification).map(plainText)
}

test('what the ledger did is said in plain words, with amounts in tokens and its transaction', () => {
  const returned = { labels: 2, why: 'expired' as const, paidWei: '1500000000000000000', transactionHash }
  expect(worded({ ...WHO, kind: 'stake.returned', params: returned })).toEqual([
    '2 labels ended without a verdict: the operators were late, and pay for it.',
    'Your held stake is free again.',
    'You have 1.5 LABEL of what the operators lose.',
    'Transaction 0xabc',
  ])
  const lent = { lentWei: '5000000000000000000', transactionHash }
  expect(worded({ ...WHO, kind: 'stake.lent', params: lent })[0]).toBe(
    'You were lent 5 LABEL as your first stake. Your rewards pay it off; then it is yours.',
  )
  const slashed = { slashedWei: '250000000000000000', transactionHash }
  expect(worded({ ...WHO, kind: 'audit.slashed', params: slashed }, 'es')[0]).toContain('0.25 LABEL')
  const won = { operator: '0xdef', wonWei: '25000000000000000000', transactionHash }
  expect(worded({ ...WHO, kind: 'operator.slashed', params: won })[0]).toMatch(
    /operator 0xdef.*25 LABEL of that are yours/,
  )
  expect(worded({ ...WHO, kind: 'session.ended', params: { transactionHash } })).toHaveLength(2)
})

test('other notices are worded elsewhere', () => {
  expect(isOfLedger({ ...WHO, kind: 'expert.asked', params: { count: 1 } })).toBe(false)
})
