import { openStore } from '../../../core/store/database.ts'
import { HandClock, visit } from '../../support/community.ts'

/** A process of its own that lets people visit: `node visitors-process.ts <database URL> <name>...` */
const [url = '', ...names] = process.argv.slice(2)
const store = await openStore(url)
const clock = new HandClock()
for (const name of names) await store.transaction((trx) => visit(trx, clock, name))
await store.close()
