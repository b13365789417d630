import { amount } from '../../core/amount.ts'
import { ALWAYS, type Availability } from '../../core/people/availability.ts'
import { moneyOfVotes } from '../../core/store/payments.ts'
import { seatOfAccount } from '../../core/store/seats.ts'
import { countVotes } from '../../core/store/validation-runs.ts'
import { findAvailability } from '../../core/store/validators.ts'
import type { Translate } from '../../locales/messages.ts'
import type { TapContext } from '../command.ts'
import type { Block, ButtonDraft, ScreenDraft } from '../screen.ts'
import { heading, list, paragraph, plainText } from '../text.ts'
import { hasOwnWallet } from '../wallet/has-own-wallet.ts'

type Context = Pick<TapContext, 'trx' | 'account' | 'services' | 't'>

/** Where a person stands as a validator: seat, availability, votes, and what they can do next, below `before`. */
export async function validatorScreen(
  { trx, account, services, t }: Context,
  before: readonly Block[] = [],
): Promise<ScreenDraft> {
  const availability = (await findAvailability(trx, account.personId)) ?? ALWAYS
  const seat = await seatOfAccount(trx, account.id)
  const { given, missed, open } = await countVotes(trx, account.personId)
  const { earnedWei, lostWei } = await moneyOfVotes(trx, account.personId)
  const seatText = seat
    ? t('validator.seat', { stake: amount(seat.stakeWei), symbol: services.tokenSymbol })
    : t('validator.noSeat')
  const canTakeSeat = !seat && services.money && (await hasOwnWallet(trx, account.id, services))
  return {
    blocks: [
      ...before,
      heading(t('validator.title')),
      paragraph(seatText),
      paragraph(availabilityText(t, availability)),
      list([
        t('validator.given', { count: given }),
        t('validator.missed', { count: missed }),
        t('validator.open', { count: open }),
        t('validator.money', {
          earned: amount(earnedWei),
          lost: amount(lostWei),
          symbol: services.tokenSymbol,
        }),
      ]),
    ],
    buttons: [
      ...(open > 0 ? [[button(t, 'validator.begin', 'validate', 'primary')]] : []),
      ...(canTakeSeat ? [[button(t, 'validator.take', 'validator seat', 'primary')]] : []),
      [
        availability.state === 'on'
          ? button(t, 'validator.goOff', 'validator off')
          : button(t, 'validator.goOn', 'validator on', 'success'),
        button(t, 'validator.practise', 'practice'),
      ],
    ],
    ephemeral: true,
  }
}

/** When somebody is asked for votes, in words. */
function availabilityText(t: Translate, { state, hours }: Availability): string {
  if (state === 'off') return t('validator.isOff')
  if (hours === null) return t('validator.isOn')
  const { from, to, offsetMinutes } = hours
  return t('validator.isOnFor', { from: clockTime(from), to: clockTime(to), zone: zoneName(offsetMinutes) })
}

function clockTime(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}

function zoneName(offsetMinutes: number): string {
  const ahead = Math.abs(offsetMinutes)
  const minutes = ahead % 60 === 0 ? '' : `:${String(ahead % 60).padStart(2, '0')}`
  return `UTC${offsetMinutes < 0 ? '-' : '+'}${Math.floor(ahead / 60)}${minutes}`
}

function button(
  t: Translate,
  key: `validator.${'begin' | 'goOff' | 'goOn' | 'practise' | 'take'}`,
  command: string,
  style?: ButtonDraft['style'],
): ButtonDraft {
  return { label: plainText(t(key)), command, ...(style && { style }) }
}
