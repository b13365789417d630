import { pino } from 'pino'
import { expect, test } from 'vitest'
import { serveOperator } from '../../../../core/chain/operator/serve.ts'
import type { OperatorService } from '../../../../core/chain/operator/service.ts'
import { ExpectedError } from '../../../../core/errors.ts'

const never = async (): Promise<never> => {
  throw new Error('nobody asks')
}
const service: OperatorService = {
  address: `0x${'11'.repeat(20)}`,
  confirm: never,
  sign: never,
  question: never,
}
const options = {
  service,
  host: '127.0.0.1',
  token: 'a token that only tests know',
  log: pino({ level: 'silent' }),
}

test('a second operator at the same port is told so, and how to choose another', async () => {
  const first = await serveOperator({ ...options, port: 0 })
  try {
    const port = Number(new URL(first.url).port)
    await expect(serveOperator({ ...options, port })).rejects.toThrow(
      new ExpectedError('operator.portTaken', { port }),
    )
    expect(await (await fetch(first.url)).json()).toEqual({ operator: service.address })
  } finally {
    await first.close()
  }
})
