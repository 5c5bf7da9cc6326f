import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Dossier } from '#core/dossier/dossier.ts'
import { IntakeDraft } from '#core/dossier/intake.ts'
import { JournalEvent } from '#core/journal/event.ts'
import { SyncMark } from '#core/sync/mark.ts'
import { type HeldDossier, migrateHeld } from '#renderer/data/dossiers/held-dossier.ts'
import { migrateRecord } from '#renderer/data/migrations/migrate-record.ts'

/** Frozen: these files were written by the first build and are never made anew. */
function frozen(name: string) {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../../../fixtures/records', `${name}-v1.json`), 'utf8'))
}

test.each([
  ['dossier', Dossier],
  ['event', JournalEvent],
  ['draft', IntakeDraft],
] as const)('a %s of version 1 still loads and loses nothing', (name, schema) => {
  const record = migrateRecord(frozen(name))
  expect(schema.parse(record)).toEqual(record)
})

test('what a desk of version 1 held unsent still loads, base and waiting events included', () => {
  const held = frozen('held-dossier')
  expect(SyncMark.parse(held.mark)).toMatchObject({ state: 'local', rev: '1-abc', base: { kind: 'dossier' } })
  expect(JournalEvent.parse(held.pendingEvents[0].event)).toEqual(held.pendingEvents[0].event)
})

test('an unsent edit of an older build is brought to the newest shape with its base, so that both can be merged', () => {
  const held: HeldDossier = { aside: null, ...frozen('held-dossier') }
  expect(migrateHeld(held)).toBe(held)
  const steps = [{ kind: 'dossier', from: 1, migrate: (body: Record<string, unknown>) => ({ ...body, brought: 'along' }) }]
  const migrated = migrateHeld(held, steps)
  expect(migrated.record).toMatchObject({ schemaVersion: 2, brought: 'along', code: held.record.code })
  expect(migrated.mark).toMatchObject({ ...held.mark, base: { schemaVersion: 2, brought: 'along' } })
  expect(migrated.pendingEvents).toBe(held.pendingEvents)
})

test('migrations run one after another and a record of a newer build is left as it is', () => {
  const steps = [1, 2].map((from) => ({
    kind: 'dossier',
    from,
    migrate: (body: Record<string, unknown>) => ({ ...body, [`step${from}`]: true }),
  }))
  expect(migrateRecord({ kind: 'dossier', schemaVersion: 1, kept: 'x' }, steps)).toEqual({
    kind: 'dossier',
    schemaVersion: 3,
    kept: 'x',
    step1: true,
    step2: true,
  })
  const newer = { kind: 'dossier', schemaVersion: 7 }
  expect(migrateRecord(newer, steps)).toBe(newer)
})
