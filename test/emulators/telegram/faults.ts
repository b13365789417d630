import { ApiError, type ErrorParameters } from './errors.ts'

/**
 * What goes wrong with a call: a refusal; a connection cut before the call took effect
 * (`drop-connection`) or after it (`drop-response`); or no answer at all (`hang`, without effect).
 */
export type Fault =
  | { code: number; description: string; parameters?: ErrorParameters }
  | 'drop-connection'
  | 'drop-response'
  | 'hang'

/** Faults waiting for the next call of a method, in order; `*` stands for whichever comes next. */
export class Faults {
  private readonly waiting = new Map<string, Fault[]>()

  add(method: string, fault: Fault, times: number): void {
    const key = method.toLowerCase()
    const list = this.waiting.get(key) ?? []
    list.push(...Array.from({ length: times }, () => fault))
    this.waiting.set(key, list)
  }

  take(method: string): Fault | undefined {
    return this.waiting.get(method.toLowerCase())?.shift() ?? this.waiting.get('*')?.shift()
  }
}

export function faultError(fault: Exclude<Fault, string>): ApiError {
  return new ApiError(fault.code, fault.description, fault.parameters)
}
