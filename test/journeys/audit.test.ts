import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertRoleOfPerson } from '../../core/store/roles.ts'
import { projectFile } from '../support/project-file.ts'
import { type Community, type Member, openCommunity } from './support/validators.ts'
import { verifyCommunity } from './support/verify-community.ts'

const PATIENCE_MS = 120_000
const HOUR_MS = 3_600_000
const VALIDATION = { draws: 3, minVotes: 2, panelDraws: 3, panelMinVotes: 2, vestHours: 24 }
const LABELERS = 5

let community: Community

beforeAll(async () => {
  community = await openCommunity(LABELERS + 3)
  const audits = { share: 1, contestHours: 1 }
  await community.openProject(projectFile({ protocol: 'peers', validation: VALIDATION, audits }), [
    'You won!',
  ])
}, 120_000)
afterAll(() => community?.close())

const inTrx: Community['tagora']['app']['store']['transaction'] = (work) =>
  community.tagora.app.store.transaction(work)

async function begin(member: Member): Promise<void> {
  await member.say('start', 'language')
  await member.tap('English', 'Before you begin')
  await member.tap('I agree', '')
}

/** Lets whoever is asked for a vote agree with the first answer; true once the item is decided. */
async function vote(): Promise<boolean> {
  const asked = await inTrx((trx) =>
    trx
      .selectFrom('draws')
      .innerJoin('identities', 'identities.account_id', 'draws.account_id')
      .select('identities.platform_user_id')
      .where('draws.state', '=', 'offered')
      .execute(),
  )
  for (const { platform_user_id: userId } of asked) {
    const member = community.members.find((one) => one.userId === userId)
    await member?.say('validate', 'Validation')
    await member?.tap('Ham', 'Saved')
  }
  const { state } = await inTrx((trx) => trx.selectFrom('items').select('state').executeTakeFirstOrThrow())
  return state === 'decided'
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
  for (const member of labelers) await begin(member)
  const [ada] = labelers
  await ada?.tap('Start labeling', 'Is this message spam?')
  await ada?.tap('Ham', 'Saved: Ham')
  await expect.poll(vote, { timeout: PATIENCE_MS, interval: 200 }).toBe(true)
  await untilAudit('open')

  for (const member of experts) await begin(member)
  for (const member of experts) await makeExpert(member)
  for (const member of experts.slice(0, 2)) {
    await member.say('expert', 'An audit')
    await member.tap('Spam', 'Why?')
    await member.tap('It is evident', 'Your ruling is taken')
  }
  await untilAudit('found')
  await ada?.say('finding', 'the experts say Spam')

  community.advance(2 * HOUR_MS)
  await untilAudit('closed')
  expect(await audit()).toMatchObject({ outcome: 'corrected', finding: 'spam', decided_label: 'ham' })
  const slashed = await inTrx((trx) =>
    trx.selectFrom('notifications').select('params').where('kind', '=', 'audit.slashed').execute(),
  )
  const voters = await inTrx((trx) => trx.selectFrom('draws').select('id').where('code', '=', 1).execute())
  expect(slashed).toHaveLength(1 + voters.length)
  const { differences } = await verifyCommunity(community)
  expect(differences).toEqual([])
})
