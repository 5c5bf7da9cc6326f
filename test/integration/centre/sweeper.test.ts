import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { JournalEvent } from '#core/journal/event.ts'
import { ReconciliationCase } from '#core/reconciliation/case.ts'
import { grounds, makeDyingCouch, type ReconciliationGround, startReconciliationGround, type TestAgency } from './reconciliation-ground.ts'
import { makeApplicant, makeWireDossier } from './wire-dossier.ts'

const Docs = z.object({ rows: z.array(z.object({ id: z.string(), doc: z.record(z.string(), z.unknown()) })) })
const Standing = z.looseObject({
  applicant: z.looseObject({ name: z.string() }),
  subject: z.string(),
  placements: z.array(z.looseObject({ id: z.string() })),
  cases: z.array(ReconciliationCase).optional(),
  _conflicts: z.array(z.string()).optional(),
})

/** A version beside the others, as a partition of a cluster or a replication leaves it. */
type Version = { rev: string; path: string[]; change: Record<string, unknown> }
const rev = (generation: number, letter: string): string => `${generation}-${letter.repeat(32)}`

describe.each(grounds)('the sweeper on $name', ({ central }) => {
  let ground: ReconciliationGround

  beforeAll(async () => {
    ground = await startReconciliationGround(central)
  })
  afterAll(() => ground.close())

  async function makeTorn(
    agency: TestAgency,
    base: Record<string, unknown> & { _id: string },
    versions: Version[],
    receiving = agency.slug,
  ): Promise<void> {
    const body = { ...base, agencies: { assisting: null, receiving, competent: agency.slug } }
    const docs = [{ rev: rev(1, 'a'), path: [], change: {} }, ...versions].map(({ rev: _rev, path, change }) => ({
      ...body,
      ...change,
      _rev,
      _revisions: { start: Number(_rev.split('-')[0]), ids: [_rev, ...path].map((one) => one.split('-')[1] ?? '') },
    }))
    for (const doc of docs) {
      const asReplicated = { docs: [doc], new_edits: false }
      await agency.dossiers.bulk(asReplicated)
    }
  }

  const read = async (agency: TestAgency, id: string) => Standing.parse(await agency.dossiers.get(id, { conflicts: true }))
  const eventsOf = async (agency: TestAgency): Promise<JournalEvent[]> => {
    const { rows } = Docs.parse(await agency.journal.list({ include_docs: true, start_key: 'event:' }))
    return rows.map(({ doc }) => JournalEvent.parse(doc))
  }
  const archivedOf = async (agency: TestAgency): Promise<string[]> => {
    const range = { include_docs: true, start_key: `archive:${agency.slug}:`, end_key: `archive:${agency.slug};` }
    const { rows } = Docs.parse(await ground.couch.use('cases').list(range))
    return rows.map(({ doc }) => String(doc['rev'])).sort()
  }
  const updated = (minute: number) => ({
    at: `2026-11-20T09:${String(minute).padStart(2, '0')}:00+07:00`,
    by: 'person:an.nt',
    byName: 'Nguyễn Thị An',
    role: 'one_stop_official',
  })
  const from = rev(1, 'a')

  test('merges two leaves that changed different fields, archives the losing one and leaves no conflict', async () => {
    const agency = await ground.makeAgency()
    const dossier = makeWireDossier()
    await makeTorn(agency, dossier, [
      { rev: rev(2, 'b'), path: [from], change: { subject: 'Con thứ nhất', updated: updated(1) } },
      { rev: rev(2, 'c'), path: [from], change: { rating: { act: updated(2), level: 'satisfied' }, updated: updated(2) } },
    ])
    expect(await ground.settle(agency)).toBe(true)
    const standing = await read(agency, dossier._id)
    expect(standing).toMatchObject({ subject: 'Con thứ nhất', rating: { level: 'satisfied' } })
    expect([standing._conflicts, standing.cases]).toEqual([undefined, undefined])
    expect(await archivedOf(agency)).toEqual([rev(2, 'b')])
    const [merged] = await eventsOf(agency)
    expect(merged).toMatchObject({ type: 'editsMerged', author: 'person:may-chu', agency: agency.slug, dossierId: dossier._id })
    expect((await ground.oversight(agency.slug)).quarantined).toEqual([])
  })

  test('opens a case for a legal field, holds the winning value and keeps the losing one in the case', async () => {
    const agency = await ground.makeAgency()
    const dossier = makeWireDossier()
    const applicant = (name: string) => ({ ...makeApplicant(dossier._id), name })
    await makeTorn(agency, dossier, [
      { rev: rev(2, 'b'), path: [from], change: { applicant: applicant('Trần Thị Bình'), updated: updated(1) } },
      { rev: rev(2, 'c'), path: [from], change: { applicant: applicant('Trần Thị Bích'), updated: updated(2) } },
    ])
    await ground.settle(agency)
    await ground.settle(agency)
    const standing = await read(agency, dossier._id)
    expect(standing.applicant.name).toBe('Trần Thị Bích')
    expect(standing.cases).toHaveLength(1)
    expect(standing.cases?.[0]).toMatchObject({
      kind: 'fields',
      mine: { rev: rev(2, 'b') },
      theirs: { rev: rev(2, 'c') },
      settled: null,
      fields: [{ path: 'applicant.name', base: 'Trần Thử Nghiệm', mine: 'Trần Thị Bình', theirs: 'Trần Thị Bích' }],
    })
    expect(standing._conflicts).toBeUndefined()
    const id = standing.cases?.[0]?.id ?? ''
    expect(await ground.couch.use('cases').get(id)).toMatchObject({ kind: 'case', dossierId: dossier._id, agencies: [agency.slug] })
    expect((await eventsOf(agency)).map(({ type }) => type)).toEqual(['caseOpened'])
  })

  test('puts five leaves together one after another and loses nothing that any of them held', async () => {
    const agency = await ground.makeAgency()
    const dossier = makeWireDossier()
    const names = ['b', 'c', 'd', 'e', 'f'].map((letter) => ({ letter, name: `Tên ${letter}` }))
    await makeTorn(
      agency,
      dossier,
      names.map(({ letter, name }, index) => ({
        rev: rev(2, letter),
        path: [from],
        change: { applicant: { ...makeApplicant(dossier._id), name }, updated: updated(index) },
      })),
    )
    await ground.settle(agency)
    const standing = await read(agency, dossier._id)
    expect(standing._conflicts).toBeUndefined()
    const held = (standing.cases ?? []).flatMap(({ fields }) => fields.flatMap(({ mine, theirs }) => [mine, theirs]))
    expect([...new Set([...held, standing.applicant.name])].sort()).toEqual(names.map(({ name }) => name))
    expect(await archivedOf(agency)).toEqual(['b', 'c', 'd', 'e'].map((letter) => rev(2, letter)))
  })

  test('asks rather than guesses where the common ancestor is gone', async () => {
    const agency = await ground.makeAgency()
    const dossier = makeWireDossier()
    const applicant = (name: string) => ({ ...makeApplicant(dossier._id), name })
    const lost = rev(2, '0')
    await makeTorn(agency, dossier, [
      { rev: rev(3, 'b'), path: [lost], change: { applicant: applicant('Trần Thị Bình'), updated: updated(1) } },
      { rev: rev(3, 'c'), path: [lost], change: { updated: updated(2) } },
    ])
    await ground.settle(agency)
    const standing = await read(agency, dossier._id)
    expect(standing.cases?.[0]?.fields).toMatchObject([{ path: 'applicant.name', base: null, mine: 'Trần Thị Bình' }])
  })

  test('keeps a leaf that nobody can read in the archive and lets the readable one stand', async () => {
    const agency = await ground.makeAgency()
    const dossier = makeWireDossier()
    await makeTorn(agency, dossier, [
      { rev: rev(2, 'b'), path: [from], change: { subject: 'Đọc được', updated: updated(1) } },
      { rev: rev(2, 'c'), path: [from], change: { sets: 'hỏng', updated: updated(2) } },
    ])
    await ground.settle(agency)
    expect(await read(agency, dossier._id)).toMatchObject({ subject: 'Đọc được' })
    expect(await archivedOf(agency)).toEqual([rev(2, 'c')])
    expect((await ground.oversight(agency.slug)).quarantined).toEqual([])
  })

  test('leaves versions of a newer schema to a newer build', async () => {
    const agency = await ground.makeAgency()
    const dossier = makeWireDossier()
    await makeTorn(agency, dossier, [
      { rev: rev(2, 'b'), path: [from], change: { schemaVersion: 99, subject: 'mới', updated: updated(1) } },
      { rev: rev(2, 'c'), path: [from], change: { subject: 'cũ', updated: updated(2) } },
    ])
    expect(await ground.settle(agency)).toBe(true)
    expect((await read(agency, dossier._id))._conflicts).toEqual([rev(2, 'b')])
    expect((await ground.oversight(agency.slug)).quarantined).toEqual([])
  })

  test('leaves a copy at another agency to the agency that received the dossier', async () => {
    const agency = await ground.makeAgency()
    const receiving = await ground.makeAgency()
    const dossier = makeWireDossier()
    const versions = [
      { rev: rev(2, 'b'), path: [from], change: { subject: 'một', updated: updated(1) } },
      { rev: rev(2, 'c'), path: [from], change: { sets: 2, updated: updated(2) } },
    ]
    await makeTorn(agency, dossier, versions, receiving.slug)
    await ground.settle(agency)
    expect((await read(agency, dossier._id))._conflicts).toHaveLength(1)
  })

  test.each(['before', 'after'] as const)(
    'ends the same wherever it is killed, %s each of its writes',
    async (when) => {
      const outcomeOf = async (killAt: number | null): Promise<{ outcome: unknown; died: boolean }> => {
        const agency = await ground.makeAgency()
        const dossier = makeWireDossier()
        const applicant = (name: string) => ({ ...makeApplicant('một người'), name })
        await makeTorn(agency, dossier, [
          { rev: rev(2, 'b'), path: [from], change: { applicant: applicant('Tên b'), subject: 'một', updated: updated(1) } },
          { rev: rev(2, 'c'), path: [from], change: { applicant: applicant('Tên c'), sets: 3, updated: updated(2) } },
        ])
        const dying = killAt === null ? undefined : makeDyingCouch(ground.couch, killAt, when)
        if (dying !== undefined) await ground.settle(agency, dying.couch).catch(() => false)
        expect(await ground.settle(agency)).toBe(true)
        const { applicant: stands, subject, cases, _conflicts } = await read(agency, dossier._id)
        const events = await eventsOf(agency)
        const counts = Docs.parse(
          await ground.couch
            .use('cases')
            .list({ include_docs: true, start_key: `open-case:${agency.slug}:`, end_key: `open-case:${agency.slug};` }),
        ).rows.length
        const quarantined = (await ground.oversight(agency.slug)).quarantined
        const outcome = {
          name: stands.name,
          subject,
          conflicts: _conflicts ?? [],
          cases: (cases ?? []).map(({ fields, settled }) => ({ fields, settled })),
          events: events.map(({ type }) => type).sort(),
          archived: await archivedOf(agency),
          counts,
          quarantined,
        }
        return { outcome, died: dying?.died() ?? false }
      }
      const whole = await outcomeOf(null)
      let killed = 0
      for (let at = 1; ; at++) {
        const { outcome, died } = await outcomeOf(at)
        expect(outcome, `killed ${when} write ${at}`).toEqual(whole.outcome)
        if (!died) break
        killed += 1
      }
      expect(killed).toBeGreaterThan(8)
    },
    900_000,
  )

  test('signs with a key of its own that gives nobody a right, in one chain over all agencies', async () => {
    const { rows } = Docs.parse(await ground.couch.use('catalog').list({ include_docs: true, key: 'person:may-chu' }))
    expect(rows[0]?.doc).toMatchObject({ login: 'may-chu', roles: [] })
    expect(JSON.stringify(rows[0]?.doc)).not.toMatch(/"d":/)
    const chain = z.object({ seq: z.number() }).parse(await ground.couch.use('centre').get('centre-chain'))
    expect(chain.seq).toBeGreaterThan(5)
  })
})
