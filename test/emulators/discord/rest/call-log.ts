/** A REST call as it was received and answered. */
export interface LoggedCall {
  /** Clock of the emulator, in milliseconds. */
  atMs: number
  method: string
  /** Template such as `/channels/:channel/messages`; the path itself where no route matched. */
  route: string
  path: string
  query: string
  payload: unknown
  files: { field: string; filename: string; size: number }[]
  reason: string | null
  /** 0 while the call is under way or when the connection was dropped. */
  status: number
  /** Discord's error code, if the call was refused. */
  code: number | null
  answer: unknown
}

/** What shall happen to a call instead of its answer. */
export type Failure =
  | { status: number; code?: number; message?: string; retryAfterSeconds?: number }
  /** The connection breaks before Discord does anything. */
  | 'drop-connection'
  /** Discord does what was asked, but the connection breaks before the answer. */
  | 'drop-answer'

/** Remembers calls and planned failures. */
export class CallLog {
  readonly calls: LoggedCall[] = []
  readonly #planned: { route: string; failure: Failure }[] = []

  /** Plans one failure. The route is `METHOD /template` or `/template`; parameter names do not matter. */
  failNext(route: string, failure: Failure): void {
    this.#planned.push({ route: normalise(route), failure })
  }

  /** Takes the first failure planned for a route, if any. */
  takeFailure(method: string, route: string): Failure | undefined {
    const template = normalise(route)
    const index = this.#planned.findIndex(
      (plan) => plan.route === template || plan.route === `${method} ${template}`,
    )
    return index < 0 ? undefined : this.#planned.splice(index, 1)[0]?.failure
  }
}

function normalise(route: string): string {
  return route.replaceAll(/:\w+/g, ':id')
}
