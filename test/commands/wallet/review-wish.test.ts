import { expect, test } from 'vitest'
import { noticeBlocks, noticeButtons } from '../../../commands/notice-blocks.ts'
import { screenText } from '../../../commands/text.ts'
import { wishBlocks } from '../../../commands/wallet/review-wish.ts'
import type { AccountId, NotificationId } from '../../../core/ids.ts'
import type { FindingWish, MoneyWish } from '../../../core/wallet/flow.ts'
import { translator } from '../../../locales/translate.ts'

function shown(finding: Pick<FindingWish, 'draw' | 'verdict'>, locale = 'en'): string {
  const wish: MoneyWish = {
    kind: 'finding',
    amountWei: 0n,
    session: null,
    appeal: null,
    verdict: null,
    finding: { digest: '0x', batch: 12, position: 3, ...finding },
    nonce: 0n,
    validBefore: 0,
  }
  return screenText(wishBlocks(translator(locale), '0xabc', wish))
}

test('an expert is shown which verdict a finding is against, and whose answer the court takes back', () => {
  expect(shown({ draw: 255, verdict: 'accepted' })).toMatch(
    /verdict on item 12\.3[\s\S]*first answer was paid for it, and it is wrong \(draw 255/,
  )
  expect(shown({ draw: 2, verdict: 'accepted' })).toMatch(/place 2 of the draw was paid for confirming/)
  expect(shown({ draw: 0, verdict: 'rejected' }, 'es')).toMatch(/12\.3[\s\S]*puesto 0 .* por rechazar/)
})

test('an expert is shown what a verdict says of each item, also that one is unclear', () => {
  const wish: MoneyWish = {
    kind: 'verdict',
    amountWei: 0n,
    session: null,
    appeal: null,
    verdict: { digest: '0x', batch: 12, openHash: '0x', verdicts: '0x01020304', positions: [0, 3, 4, 9] },
    finding: null,
    nonce: 0n,
    validBefore: 0,
  }
  const text = screenText(wishBlocks(translator('en'), '0xabc', wish))
  expect(text).toMatch(/12\.0: the first answer is accepted[\s\S]*12\.3: the first answer is rejected/)
  expect(text).toMatch(
    /12\.4: it cannot be decided[\s\S]*12\.9: unclear, nobody is wrong and everybody is paid/,
  )
})

test('the notice of a finding to sign names how many signatures and until when, and leads to them', () => {
  const notice = {
    id: 'one' as NotificationId,
    accountId: 'ann' as AccountId,
    kind: 'audit.sign' as const,
    params: { count: 3, deadline: '2026-01-20T10:00:00.000Z' },
  }
  const t = translator('en')
  const text = screenText(noticeBlocks(t, { tokenSymbol: 'LABEL' } as never, notice))
  expect(text).toMatch(/3 signatures of yours.*20.*nobody who lost by the wrong verdict is repaid/)
  expect(noticeButtons(t, notice).flat()).toMatchObject([{ command: 'verdict' }])
})
