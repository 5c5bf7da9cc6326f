import { serveEmbedded } from '#sync-server/embedded/serve-embedded.ts'

/** A store in a process of its own, for tests that kill it: `store-process.ts FOLDER PASSWORD`; prints where it listens. */
const [, , dataDir = '', password = ''] = process.argv
const store = await serveEmbedded({ dataDir, admin: { name: 'boss', password }, known: new Map(), passwordIterations: 1000 })
process.stdout.write(`${store.origin}\n`)
