import { importItems } from '../../../core/items/import-items.ts'
import { openStore } from '../../../core/store/database.ts'
import { clock, makeProject } from '../projects/project-file.ts'

/** Run by bounded-memory.test.ts: imports the file named first into the database named second and writes
 * what came of it, with the largest amount of memory the process ever held. */
const [path = '', database = ''] = process.argv.slice(2)
const store = await openStore(`sqlite:${database}`)
const project = await makeProject(store, { rewards: { annotation: '0.1', budget: '10000' } })
const { accepted, refused } = await importItems(store, clock, { project, path, fileName: 'items.jsonl' })
await store.close()
const peakMebibytes = process.resourceUsage().maxRSS / 1_024
process.stdout.write(JSON.stringify({ accepted, refused, peakMebibytes }))
