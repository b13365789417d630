import type { Params } from '../params.ts'
import type { World } from '../world.ts'

/** One Bot API method: returns the `result`, throws `ApiError` to refuse. */
export type Method = (world: World, params: Params, connection: Connection) => unknown

/** The caller's side of a call that is still open. */
export interface Connection {
  /** Aborted when the caller hangs up or the emulator stops. */
  closed: AbortSignal
}

/** A result that comes with a `description`, as webhook methods give. */
export class DescribedResult {
  readonly result: unknown
  readonly description: string

  constructor(result: unknown, description: string) {
    this.result = result
    this.description = description
  }
}
