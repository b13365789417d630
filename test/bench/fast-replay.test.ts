import { expect, test } from 'vitest'
import { fastReplay } from '../../bench/replay/fast-replay.ts'
import { replay } from '../../bots/terminal/replay/play.ts'
import type { ReplayPolicy } from '../../bots/terminal/replay/stage.ts'
import { syntheticRecord } from '../support/synthetic-record.ts'

const policies: ReplayPolicy[] = [
  { kind: 'fixed', redundancy: 3 },
  { kind: 'adaptive', threshold: 0.6 },
  { kind: 'adaptive', threshold: 0.9 },
  { kind: 'adaptive', threshold: 0.97 },
]

test.each(policies)('without a database, a replay chooses and believes the same: %o', async (policy) => {
  const record = syntheticRecord()
  for (const seed of [1, 2]) {
    const options = { policy, goldShare: 0.1, seed }
    expect(await replay(record, options)).toMatchObject(fastReplay(record, options))
  }
})
