import { expect, test } from 'vitest'
import { freePort } from '../../core/chain/processes.ts'
import { reasonOf } from '../../core/errors.ts'

test('the reason of a failed request is what stopped it, not that it failed', async () => {
  const port = await freePort('127.0.0.1')
  const failure: unknown = await fetch(`http://127.0.0.1:${port}`).catch((thrown) => thrown)
  expect(reasonOf(failure)).toBe(`fetch failed: connect ECONNREFUSED 127.0.0.1:${port}`)
})

test('of many failures without a summary each is named', () => {
  expect(reasonOf(new AggregateError([new Error('no route by IPv6'), new Error('no route by IPv4')]))).toBe(
    'no route by IPv6; no route by IPv4',
  )
})

test('anything thrown has a reason', () => {
  expect(reasonOf(new Error('the disk is full', { cause: new Error('ENOSPC') }))).toBe('the disk is full')
  expect(reasonOf('plain')).toBe('plain')
  expect(reasonOf(undefined)).toBe('undefined')
})
