import { z } from 'zod'

/** Seconds: a message is kept thirty days at most. */
const MAX_TTL = 30 * 24 * 3_600
/** Topics of one irn_batchSubscribe. */
const MAX_TOPICS = 500

const topic = z.string().regex(/^[0-9a-f]{64}$/, 'a topic is 64 hex digits')
const message = z.string().min(1)
const ttl = z.int().min(1).max(MAX_TTL)

const params = {
  irn_publish: z.object({ topic, message, ttl, tag: z.int().default(0), prompt: z.boolean().optional() }),
  irn_subscribe: z.object({ topic }),
  irn_batchSubscribe: z.object({ topics: z.array(topic).min(1).max(MAX_TOPICS) }),
  irn_unsubscribe: z.object({ topic, id: z.string() }),
  wc_proposeSession: z.object({ pairingTopic: topic, sessionProposal: message, ttl }),
  wc_approveSession: z.object({
    pairingTopic: topic,
    sessionTopic: topic,
    sessionProposalResponse: message,
    sessionSettlementRequest: message,
    ttl,
  }),
} as const

export type Method = keyof typeof params
/** Ids are numbers or text, and come back as they are. */
export type RequestId = string | number
export type Request = {
  [M in Method]: { readonly id: RequestId; readonly method: M; readonly params: z.output<(typeof params)[M]> }
}[Method]

const envelope = z.object({
  id: z.union([z.string(), z.number()]),
  jsonrpc: z.literal('2.0'),
  method: z.string().optional(),
  params: z.unknown().optional(),
})

/** What a client may send: a request, or the acknowledgement of a message it got. */
export type Incoming =
  | { readonly kind: 'request'; readonly request: Request }
  | { readonly kind: 'acknowledgement'; readonly id: RequestId }
  | { readonly kind: 'refused'; readonly id: RequestId; readonly reason: string }

/** Reads one frame of a client.
 * @throws ZodError, SyntaxError for what is no JSON-RPC at all */
export function readFrame(text: string): Incoming {
  const { id, method, params: given } = envelope.parse(JSON.parse(text))
  if (method === undefined) return { kind: 'acknowledgement', id }
  if (!(method in params)) return { kind: 'refused', id, reason: `Unknown method ${method}` }
  const parsed = params[method as Method].safeParse(given)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    return { kind: 'refused', id, reason: problems.join('; ') }
  }
  return { kind: 'request', request: { id, method, params: parsed.data } as Request }
}
