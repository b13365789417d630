import type { RecheckedItem, RecheckedSeat } from '../../core/chain/recheck-item.ts'
import type { Translate } from '../../locales/messages.ts'

/** The drawn validators of an item with their votes, and what they decide by the two keys. */
export function drawLines(t: Translate, { draw, params }: RecheckedItem): string[] {
  if (!draw) return []
  const lines = draw.seats.map((seat) => seatLine(t, seat))
  if (!draw.verdict) return lines
  const side = (vote: RecheckedSeat['vote']) => draw.seats.filter((seat) => seat.counts && seat.vote === vote)
  const weigh = (seats: readonly RecheckedSeat[]) => seats.reduce((sum, { weight }) => sum + weight, 0)
  const [approve, reject] = [side('approve'), side('reject')]
  return [
    ...lines,
    t('recheck.sum', {
      approve: approve.length,
      reject: reject.length,
      approveWeight: weigh(approve),
      rejectWeight: weigh(reject),
      needed: params.thresholdBp / 100,
      minVotes: params.minVotes,
    }),
    t(`recheck.verdict.${draw.verdict}`),
  ]
}

function seatLine(t: Translate, { seat, counts, weight, vote }: RecheckedSeat): string {
  if (!counts) return t('recheck.seatOut', { seat })
  return t(`recheck.vote.${vote}`, { seat, weight })
}
