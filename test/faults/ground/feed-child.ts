import { makeLog } from '#sync-server/api/serve-api.ts'
import { startWarehouse } from '#sync-server/warehouse/warehouse.ts'
import { FeedPlan } from './feed-process.ts'

/* A warehouse feed in a process of its own, to be killed: its plan comes as the one argument. */
const plan = FeedPlan.parse(JSON.parse(process.argv[2] ?? ''))
startWarehouse({ ...plan, log: makeLog('silent'), pollMs: 30, checkEveryMs: 24 * 3_600_000, leaseSeconds: 1 })
