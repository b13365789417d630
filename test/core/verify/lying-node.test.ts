import { Interface, id } from 'ethers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { labelTokenAbi } from '../../../core/chain/abi/label-token.ts'
import { connectChain } from '../../../core/chain/client.ts'
import { courtInterface } from '../../../core/chain/court/court-interface.ts'
import { verifyLedger } from '../../../core/verify/verify-ledger.ts'
import { ledgerInterface } from '../ledger/differential/deploy.ts'
import { type Lie, startLyingNode } from './lying-node.ts'
import { playScenario, type Scenario } from './scenario.ts'

let scenario: Scenario
beforeAll(async () => {
  scenario = await playScenario()
})
afterAll(() => scenario.arena.close())

/** Verifies through a node that lies. Returns the code of the first difference, or none. */
async function verifyThrough(lie: Lie): Promise<string | undefined> {
  const node = await startLyingNode(scenario.arena.client.url, lie)
  const client = await connectChain(node.url, 0)
  try {
    const { ledger } = scenario.arena
    const report = await verifyLedger({ client, ledger, registry: null, from: 0, data: null, all: false })
    return report.differences[0]?.code
  } finally {
    client.close()
    await node.close()
  }
}

interface Log {
  readonly topics: string[]
  readonly data: string
}

/** Changes the arguments of an event of batch 2, or takes the event away. */
function lieOfEvent(name: string, change: (args: Record<string, unknown>) => object | null): Lie {
  return (method, result) => {
    if (method !== 'eth_getLogs') return result
    return (result as Log[]).flatMap((log) => {
      const parsed = ledgerInterface.parseLog(log)
      if (parsed?.name !== name || Number(parsed.args[0]) !== 2) return [log]
      const args = change(parsed.args.toObject())
      if (!args) return []
      const changed = { ...parsed.args.toObject(), ...args }
      const values = parsed.fragment.inputs.map((input) => Reflect.get(changed, input.name))
      return [{ ...log, ...ledgerInterface.encodeEventLog(name, values) }]
    })
  }
}

/** Changes the arguments of a call of batch 2. */
function lieOfCall(name: string, change: (args: unknown[]) => unknown[]): Lie {
  return (method, result) => {
    const sent = result as { input: string } | null
    if (method !== 'eth_getTransactionByHash' || !sent) return result
    const parsed = ledgerInterface.parseTransaction({ data: sent.input })
    if (parsed?.name !== name || Number(parsed.args[0]) !== 2) return result
    return { ...sent, input: ledgerInterface.encodeFunctionData(name, change([...parsed.args])) }
  }
}

/** Changes one bit of what a view answers. */
function lieOfView(data: string, bit: bigint): Lie {
  return (method, result, [call]) => {
    if (method !== 'eth_call' || (call as { data: string }).data !== data) return result
    const [first, ...rest] = String(result).slice(2).match(/.{64}/g) ?? []
    const word = (BigInt(`0x${first}`) ^ (1n << bit)).toString(16).padStart(64, '0')
    return `0x${word}${rest.join('')}`
  }
}

test('an honest node is believed', async () => {
  expect(await verifyThrough((_, result) => result)).toBeUndefined()
})

describe('a lie about a batch is found:', () => {
  const lies: [string, Lie, string][] = [
    [
      'another term of an annotator',
      lieOfEvent('BatchLocked', () => ({ terms: '0x010105' })),
      'verify.terms',
    ],
    [
      'another secret hash',
      lieOfEvent('BatchLocked', () => ({ secretHash: id('other') })),
      'verify.lockEvent',
    ],
    ['another seed', lieOfEvent('BatchProposed', () => ({ seed: id('other') })), 'verify.seed'],
    ['another end of the window', lieOfEvent('BatchProposed', () => ({ end: 1 })), 'verify.deadline'],
    ['an open item that is hidden', lieOfEvent('BatchSettled', () => ({ openItems: [] })), 'verify.openItem'],
    ['a settlement that is hidden', lieOfEvent('BatchSettled', () => null), 'verify.unknownBatch'],
    ['another seed of the panel', lieOfEvent('PanelProposed', () => ({ seed: id('other') })), 'verify.seed'],
    [
      'an item for experts that the panel decided',
      lieOfEvent('PanelResolved', () => ({ openItems: [1n, 0n] })),
      'verify.openItem',
    ],
    [
      'other votes',
      lieOfCall('proposeBatch', ([batch, inner, secret, seed, votes, quorum]) => [
        batch,
        inner,
        secret,
        seed,
        `0x${String(votes).slice(2).replace(/^../, 'aa')}`,
        quorum,
      ]),
      'verify.signatures',
    ],
    [
      'another secret',
      lieOfCall('proposeBatch', ([batch, inner, , seed, votes, quorum]) => [
        batch,
        inner,
        id('other'),
        seed,
        votes,
        quorum,
      ]),
      'verify.secret',
    ],
    [
      'another seed of the call',
      lieOfCall('proposeBatch', ([batch, inner, secret, , votes, quorum]) => [
        batch,
        inner,
        secret,
        id('other'),
        votes,
        quorum,
      ]),
      'verify.signatures',
    ],
    [
      'other annotators',
      lieOfCall('lockBatch', ([batch, request, quorum]) => [
        batch,
        { ...(request as { toObject(): object }).toObject(), annotators: '0x000000010000000200000004' },
        quorum,
      ]),
      'verify.signatures',
    ],
  ]
  test.each(lies)('%s', async (_what, lie, code) => {
    expect(await verifyThrough(lie)).toBe(code)
  })
})

describe('a lie about a question of operators is found:', () => {
  const batch = 2

  function lieOfQuestion(change: (quorum: { operators: string; signatures: string }) => object): Lie {
    return (method, result) => {
      const sent = result as { input: string } | null
      if (method !== 'eth_getTransactionByHash' || !sent) return result
      const parsed = courtInterface.parseTransaction({ data: sent.input })
      if (parsed?.name !== 'question') return result
      const quorum = parsed.args[2].toObject()
      const args = [batch, parsed.args[1], { ...quorum, ...change(quorum) }]
      return { ...sent, input: courtInterface.encodeFunctionData('question', args) }
    }
  }

  test('signatures of others', async () => {
    const lie = lieOfQuestion(({ signatures }) => ({ signatures: `${signatures.slice(0, -2)}00` }))
    expect(await verifyThrough(lie)).toBe('verify.signatures')
  })

  test('other operators', async () => {
    const lie = lieOfQuestion(({ operators }) => ({ operators: `${operators.slice(0, -2)}00` }))
    expect(await verifyThrough(lie)).toBe('verify.operators')
  })

  test('other items than they signed', async () => {
    const lie: Lie = (method, result) => {
      const receipt = result as { logs: Log[] } | null
      if (method !== 'eth_getTransactionReceipt' || !receipt) return result
      const topic = courtInterface.getEvent('Questioned')?.topicHash
      const logs = receipt.logs.map((log) =>
        log.topics[0] === topic
          ? { ...log, ...courtInterface.encodeEventLog('Questioned', [batch, 1, '0x00030004']) }
          : log,
      )
      return { ...receipt, logs }
    }
    expect(await verifyThrough(lie)).toBe('verify.signatures')
  })

  test('a call that is not shown', async () => {
    const lie: Lie = (method, result) => {
      const sent = result as { input: string } | null
      if (method === 'debug_traceTransaction') return { input: '0x' }
      if (method !== 'eth_getTransactionByHash' || !sent) return result
      const isQuestion = courtInterface.parseTransaction({ data: sent.input })?.name === 'question'
      return isQuestion ? { ...sent, input: '0x' } : sent
    }
    expect(await verifyThrough(lie)).toBe('verify.callMissing')
  })
})

describe('a lie about what is stored is found:', () => {
  const view = (name: string, argument: unknown) => ledgerInterface.encodeFunctionData(name, [argument])
  const held = () => new Interface(labelTokenAbi).encodeFunctionData('balanceOf', [scenario.arena.ledger])
  const lies: [string, () => Lie, string][] = [
    ['a unit more of an account', () => lieOfView(view('accountWord', 1), 0n), 'verify.word'],
    ['another record of a seat', () => lieOfView(view('seatWord', 3), 150n), 'verify.word'],
    ['another state of a batch', () => lieOfView(view('batchWord', 1), 32n), 'verify.word'],
    ['fewer tokens than are owed', () => lieOfView(held(), 69n), 'verify.insolvent'],
  ]
  test.each(lies)('%s', async (_what, lie, code) => {
    expect(await verifyThrough(lie())).toBe(code)
  })
})
