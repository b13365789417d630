import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertRoleOfPerson } from '../../core/store/roles.ts'
import { projectFile } from '../support/project-file.ts'
import { asked, itemStates, memberOf } from './support/asked.ts'
import { untilSeated } from './support/until-seated.ts'
import { type Community, enter, type Member, openCommunity } from './support/validators.ts'
import { verifyCommunity } from './support/verify-community.ts'

const PATIENCE_MS = 120_000
const HOUR_MS = 3_600_000
const VALIDATION = { draws: 3, minVotes: 2, panelDraws: 3, panelMinVotes: 2, vestHours: 24 }
const LABELERS = 5
const ITEM = 'You won!'

let community: Community

beforeAll(async () => {
  community = await openCommunity(LABELERS + 3)
  const audits = { share: 1, contestHours: 1 }
  await community.openProject(projectFile({ protocol: 'peers', validation: VALIDATION, audits }), [ITEM])
}, 120_000)
afterAll(() => community?.close())

const inTrx: Community['tagora']['app']['store']['transaction'] = (work) =>
  community.tagora.app.store.transaction(work)

/** Lets whoever is asked for a vote agree with the first answer; true once the item is decided. */
async function vote(): Promise<boolean> {
  for (const { userId } of await asked(community)) {
    const member = memberOf(community, userId)
    await member.say('validate', 'Validation')
    await member.tap('Ham', 'Saved')
  }
  return (await itemStates(community))[ITEM] === 'decided'
}

async function makeExpert({ platform, userId }: Member): Promise<void> {
  await inTrx(async (trx) => {
    const { person_id: personId } = await trx
      .selectFrom('identities')
      .innerJoin('accounts', 'accounts.id', 'identities.account_id')
      .select('accounts.person_id')
      .where('identities.platform', '=', platform)
      .where('identities.platform_user_id', '=', userId)
      .executeTakeFirstOrThrow()
    const grantedAt = community.tagora.app.clock.now()
    await insertRoleOfPerson(trx, { personId, role: 'expert', grantedAt })
  })
}

const audit = () => inTrx((trx) => trx.selectFrom('audits').selectAll().executeTakeFirst())
const untilAudit = (state: string) =>
  expect.poll(async () => (await audit())?.state, { timeout: PATIENCE_MS, interval: 200 }).toBe(state)

test('experts find that everybody was wrong: it is taken back on the ledger, told with a receipt, and recomputed', {
  timeout: 300_000,
}, async () => {
  const labelers = community.members.slice(0, LABELERS)
  const experts = community.members.slice(LABELERS)
  for (const member of labelers) await enter(member)
  await untilSeated(community, LABELERS)
  const [ada] = labelers as [Member]
  await ada.tap('Start labeling', 'Is this message spam?')
  await ada.tap('Ham', 'Saved: Ham')
  await expect.poll(vote, { timeout: PATIENCE_MS, interval: 200 }).toBe(true)
  await untilAudit('open')

  for (const member of experts) await enter(member)
  for (const member of experts) await makeExpert(member)
  for (const member of experts.slice(0, 2)) {
    await member.say('expert', 'An audit')
    await member.tap('Spam', 'Why?')
    await member.tap('It is evident', 'Your ruling is taken')
  }
  await untilAudit('found')
  await ada.say('finding', 'the experts say Spam')

  community.advance(2 * HOUR_MS)
  await untilAudit('closed')
  expect(await audit()).toMatchObject({ outcome: 'corrected', finding: 'spam', decided_label: 'ham' })
  const voters = await inTrx((trx) => trx.selectFrom('draws').select('id').where('code', '=', 1).execute())
  const slashed = async () => {
    const told = await inTrx((trx) =>
      trx.selectFrom('notifications').select('id').where('kind', '=', 'audit.slashed').execute(),
    )
    return told.length
  }
  await expect.poll(slashed, { timeout: PATIENCE_MS, interval: 200 }).toBe(1 + voters.length)
  const { differences } = await verifyCommunity(community)
  expect(differences).toEqual([])
})
