import type { WireBody } from '#core/sync/wire.ts'

/** One step from a schema version to the next. It adds and derives; it never drops a field, known or not. */
export type Migration = { kind: string; from: number; migrate(body: WireBody): WireBody }

/**
 * Every step there has been, in order, one file each (`0001-<kind>-<what>.ts`). None yet: every record still has version 1, whose
 * shape is frozen in test/fixtures/records.
 */
export const migrations: Migration[] = []

/** Brings an older record to the newest version this build has steps for; one of a newer build is answered as it is. */
export function migrateRecord(body: WireBody, steps: Migration[] = migrations): WireBody {
  const step = steps.find(({ kind, from }) => body.kind === kind && body.schemaVersion === from)
  return step === undefined ? body : migrateRecord({ ...step.migrate(body), schemaVersion: step.from + 1 }, steps)
}
