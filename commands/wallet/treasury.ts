import { amount } from '../../core/amount.ts'
import { plusMs } from '../../core/clock.ts'
import { unitsOf, weiOf } from '../../core/ledger/units.ts'
import { openBatches } from '../../core/store/batches.ts'
import { readAtStake, readOutflow } from '../../core/store/outflow.ts'
import { TOKEN_SYMBOL as symbol } from '../../core/token.ts'
import type { LongCommand } from '../command.ts'
import { heading, list, paragraph } from '../text.ts'
import { ledgerChecks } from './flow-view.ts'

const DAY_MS = 24 * 3_600_000
const DAYS = 7
const MOST_BATCHES = 1_000
/** A longer time than that says nothing. */
const MOST_DAYS = 3_650

/** Whether the ledger holds what it owes, where it is, and how fast it goes to people. */
export const treasury: LongCommand = {
  name: 'treasury',
  mode: 'long',
  args: [],
  needsConsent: false,
  listed: true,
  run: async ({ store, clock, services, t }) => {
    const known = await store.transaction(async (trx) => ({
      open: await openBatches(trx, MOST_BATCHES),
      atStake: await readAtStake(trx),
      day: await readOutflow(trx, plusMs(clock.now(), -DAY_MS)),
      week: await readOutflow(trx, plusMs(clock.now(), -DAYS * DAY_MS)),
    }))
    const { open, atStake, day, week } = known
    const money = await ledgerChecks(services).treasury(open.map(({ number }) => number))
    const { heldWei, owedWei, budgetsWei, reservedWei } = money
    const isSolvent = heldWei >= owedWei
    const perDayWei = toUnits(week.wei / BigInt(DAYS))
    const days = perDayWei > 0n ? Number((budgetsWei + reservedWei) / perDayWei) : MOST_DAYS
    return async () => ({
      blocks: [
        heading(t('treasury.title')),
        paragraph(
          t(isSolvent ? 'treasury.solvent' : 'treasury.insolvent', {
            held: amount(heldWei),
            owed: amount(owedWei),
            symbol,
          }),
        ),
        list([
          t('treasury.escrow', { amount: amount(budgetsWei), reserved: amount(reservedWei), symbol }),
          t('treasury.stake', {
            answers: amount(atStake.answersWei),
            seats: amount(atStake.seatsWei),
            symbol,
          }),
          t('treasury.people', {
            amount: amount(owedWei - budgetsWei - reservedWei - money.sponsorWei),
            symbol,
          }),
          t('treasury.sponsor', { amount: amount(money.sponsorWei), symbol }),
          t('treasury.outflow', { day: amount(day.wei), week: amount(perDayWei), symbol }),
          ...(days < MOST_DAYS ? [t('treasury.lasts', { count: days })] : []),
        ]),
      ],
      buttons: [],
      ephemeral: true,
    })
  },
}

/** Rounded down to what the ledger counts. */
function toUnits(wei: bigint): bigint {
  return weiOf(unitsOf(wei))
}
