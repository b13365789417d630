import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Annotation } from '../annotation-table.ts'
import type { InferenceOptions, SingleChoiceInference } from '../infer-single-choice.ts'

/** How a refit computes: `inferSingleChoice` itself, or elsewhere. */
export type Infer = (
  annotations: readonly Annotation[],
  options: InferenceOptions,
) => SingleChoiceInference | Promise<SingleChoiceInference>

/** `inferSingleChoice` in a thread of its own, so that a refit of many seconds holds up nobody's tap. */
export async function inferInWorker(
  annotations: readonly Annotation[],
  options: InferenceOptions,
): Promise<SingleChoiceInference> {
  const worker = new Worker(new URL('./refit-worker.ts', import.meta.url), {
    workerData: { annotations, options },
  })
  try {
    const [inference] = await once(worker, 'message')
    return inference as SingleChoiceInference
  } finally {
    await worker.terminate()
  }
}
