import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { z } from 'zod'
import { ExpectedError } from '../../../core/errors.ts'
import type { PageLinks } from '../../../core/wallet/page-links.ts'
import { readJson } from '../incoming.ts'

const token = z.string().regex(/^[\w-]{43}$/)
const opening = z.strictObject({ token })
const offering = z.strictObject({ token, address: z.string().max(64) })
const proving = z.strictObject({ token, signature: z.string().max(40_000) })

const MAX_BYTES = 64 * 1024
/** Of one link: people try a few accounts, and each signature may cost a call to the chain. */
const PER_MINUTE = 20

/** What the link page asks for. Everything is a POST: programs that look at links in chats only read, so a link
 * is never used up by being seen. */
export function linkRoutes(pages: PageLinks): Hono {
  const limiter = new RateLimiterMemory({ points: PER_MINUTE, duration: 60 })
  const once = async (key: string) => {
    try {
      await limiter.consume(key)
    } catch (cause) {
      if (!(cause instanceof RateLimiterRes)) throw cause
      throw new ExpectedError('command.tooFast', { seconds: Math.ceil(cause.msBeforeNext / 1_000) })
    }
  }
  const routes = new Hono()
  routes.use(
    bodyLimit({
      maxSize: MAX_BYTES,
      onError: () => {
        throw new ExpectedError('web.badRequest', { problem: 'body' })
      },
    }),
  )
  routes.post('/open', async (c) => {
    const given = await readJson(c, opening)
    await once(given.token)
    return c.json(await pages.open(given.token))
  })
  routes.post('/offer', async (c) => {
    const given = await readJson(c, offering)
    await once(given.token)
    return c.json(await pages.offer(given.token, given.address))
  })
  routes.post('/prove', async (c) => {
    const given = await readJson(c, proving)
    await once(given.token)
    return c.json(await pages.prove(given.token, given.signature))
  })
  return routes
}
