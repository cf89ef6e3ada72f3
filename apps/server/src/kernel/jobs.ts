import type { Deps } from './deps.ts'

/** Work in the background that is awaited by nobody. */
export type JobName = 'housekeeping' | 'library'

/** Does `work` and counts how it ended; what it throws goes on to the caller. */
export async function runJob(
  { metrics, clock }: Pick<Deps, 'metrics' | 'clock'>,
  job: JobName,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
    metrics.jobs.inc({ job, outcome: 'done' })
    metrics.jobEnded.set({ job }, clock.now() / 1000)
  } catch (error) {
    metrics.jobs.inc({ job, outcome: 'failed' })
    throw error
  }
}
