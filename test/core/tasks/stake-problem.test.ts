import { expect, test } from 'vitest'
import { type Instant, plusMs } from '../../../core/clock.ts'
import type { Project } from '../../../core/projects/project.ts'
import { stakeProblem } from '../../../core/tasks/stake-problem.ts'
import { TOKEN } from '../../support/community.ts'

const NOW = '2026-11-28T12:00:00.000Z' as Instant
const project = (protocol: 'peers' | 'independent') =>
  ({ definition: { protocol, stake: { perAnnotation: 2n * TOKEN } } }) as Project
const session = { endsAt: plusMs(NOW, 1), perLabelWei: 2n * TOKEN }
const rich = { freeWei: 2n * TOKEN, session }

test.each([
  ['whoever has stake and limits enough', rich, undefined],
  ['limits that the ledger has not told of', { ...rich, session: null }, undefined],
  ['no wallet', null, 'wallet.required'],
  ['too little free stake', { ...rich, freeWei: 2n * TOKEN - 1n }, 'stake.tooLow'],
  ['limits that end now', { ...rich, session: { ...session, endsAt: NOW } }, 'session.over'],
  ['limits below the stake', { ...rich, session: { ...session, perLabelWei: TOKEN } }, 'session.tooSmall'],
])('%s', (_, stake, code) => {
  expect(stakeProblem(stake, project('peers'), NOW)?.code).toBe(code)
  expect(stakeProblem(stake, project('independent'), NOW)).toBeNull()
})
