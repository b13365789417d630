import { parentPort, workerData } from 'node:worker_threads'
import { inferSingleChoice } from '../infer-single-choice.ts'

const { annotations, options } = workerData
parentPort?.postMessage(inferSingleChoice(annotations, options))
