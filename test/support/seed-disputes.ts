import type { DisputeTruth } from '#resources/demo/make-disputes.ts'
import { startOwnStore } from '#sync-server/own-store.ts'
import { openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import { provisionCentre } from '#sync-server/provision/provision-centre.ts'
import { seedDemo } from '#sync-server/seed-demo.ts'

/** Fills a store with the demo, some of its dossiers in dispute, before a centre is started on it. */
export async function seedDisputes(dataDir: string, disputes: number): Promise<DisputeTruth[]> {
  const store = await startOwnStore({ dataDir, passwordIterations: 1000 })
  try {
    const couch = openCouchAdmin(store.central)
    await provisionCentre(couch)
    return await seedDemo(couch, { now: Date.now(), dossiers: true, disputes })
  } finally {
    await store.close()
  }
}
