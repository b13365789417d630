import { createTask, type ScheduledTask } from 'node-cron'
import type { Logger } from 'pino'

/** Something done again and again. */
export interface Job {
  readonly name: string
  /** Cron expression with seconds. */
  readonly schedule: string
  run(): Promise<unknown>
}

export interface Scheduler {
  /** Runs every job now and from then on at its times. */
  start(): void
  /** Runs one job now, after a run of it that is under way. Throws what the job throws. */
  runNow(name: string): Promise<void>
  /** Starts nothing more and waits for the runs under way. */
  stop(): Promise<void>
}

/** Runs jobs on their schedules, each one never twice at once. A failing run is logged and tried again
 * at the next time. */
export function createScheduler(jobs: readonly Job[], log: Logger): Scheduler {
  const running = new Map<string, Promise<unknown>>()

  const runOnce = (job: Job): Promise<unknown> => {
    const run = job.run().finally(() => running.delete(job.name))
    running.set(job.name, run)
    return run
  }
  const tick = async (job: Job) => {
    if (running.has(job.name)) return
    try {
      await runOnce(job)
    } catch (err) {
      log.error({ job: job.name, err }, 'a job failed; it runs again at its next time')
    }
  }
  const tasks = jobs.map(
    (job): ScheduledTask =>
      createTask(job.schedule, () => tick(job), { name: job.name, suppressMissedWarning: true }),
  )

  return {
    start: () => {
      for (const task of tasks) task.start()
      for (const job of jobs) void tick(job)
    },
    runNow: async (name) => {
      const job = jobs.find((one) => one.name === name)
      if (!job) throw new Error(`there is no job ${name}`)
      while (running.has(name)) await Promise.allSettled([running.get(name)])
      await runOnce(job)
    },
    stop: async () => {
      await Promise.all(tasks.map((task) => task.destroy()))
      await Promise.allSettled(running.values())
    },
  }
}
