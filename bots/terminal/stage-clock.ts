import { type Clock, instantOf, plusMs } from '../../core/clock.ts'

/** The clock of a community that is played: time passes only when it is told to. */
export class StageClock implements Clock {
  #now = instantOf(Date.UTC(2026, 0, 1))

  now() {
    return this.#now
  }

  advance(ms: number): void {
    this.#now = plusMs(this.#now, ms)
  }
}
