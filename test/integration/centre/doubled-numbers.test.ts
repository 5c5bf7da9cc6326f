import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Dossier } from '#core/dossier/dossier.ts'
import { runCommand } from '#core/dossier/run-command.ts'
import { JournalEvent } from '#core/journal/event.ts'
import { Day, toInstant } from '#core/record/instant.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import { countUnit } from '#sync-server/reconciliation/read-oversight.ts'
import { makeContext } from '#test/support/trade-world.ts'
import { grounds, makeDyingCouch, type ReconciliationGround, startReconciliationGround, type TestAgency } from './reconciliation-ground.ts'
import { makeWireDossier } from './wire-dossier.ts'

const nextDay = toInstant(Date.parse('2026-11-21T09:00:00+07:00'))
const Docs = z.object({ rows: z.array(z.object({ doc: z.record(z.string(), z.unknown()) })) })

describe.each(grounds)('doubled numbers on $name', ({ central }) => {
  let ground: ReconciliationGround

  beforeAll(async () => {
    ground = await startReconciliationGround(central)
  })
  afterAll(() => ground.close())

  const received = (minute: number) => ({
    at: `2026-11-20T08:${String(minute).padStart(2, '0')}:00+07:00`,
    by: 'person:an.nt',
    byName: 'Nguyễn Thị An',
    deskName: `Quầy ${minute}`,
  })
  type Stored = Record<string, unknown> & { _id: string; _rev: string }
  async function put(agency: TestAgency, change: Record<string, unknown>): Promise<Stored> {
    const dossier = makeWireDossier({ agencies: { assisting: null, receiving: agency.slug, competent: agency.slug }, ...change })
    return { ...dossier, _rev: (await agency.dossiers.insert(dossier)).rev }
  }
  const read = async (agency: TestAgency, { _id }: Stored): Promise<Dossier> => Dossier.parse(await agency.dossiers.get(_id))
  const openedIn = async (agency: TestAgency): Promise<JournalEvent[]> => {
    const { rows } = Docs.parse(await agency.journal.list({ include_docs: true, start_key: 'event:' }))
    return rows.map(({ doc }) => JournalEvent.parse(doc)).filter(({ type }) => type === 'caseOpened')
  }

  const openIn = async (agency: TestAgency) => (await countUnit(ground.couch, agency.slug, nextDay)).openCases

  test('a code that two dossiers bear becomes a case on the later one, signed by the centre, once, and listed for its unit', async () => {
    const agency = await ground.makeAgency()
    const later = await put(agency, { received: received(9) })
    await ground.settle(agency)
    const earlier = await put(agency, { received: received(2), code: later['code'] })
    await ground.settle(agency)
    await ground.settle(agency)
    expect((await read(agency, earlier)).cases).toBeUndefined()
    const standing = await read(agency, later)
    expect(standing.cases).toMatchObject([
      {
        kind: 'doubled_code',
        settled: null,
        opened: { by: 'person:may-chu' },
        mine: { deskName: 'Quầy 9' },
        theirs: { deskName: 'Quầy 2' },
        fields: [{ path: 'code', mine: later['code'], theirs: { dossierId: earlier._id, code: later['code'] } }],
      },
    ])
    const events = await openedIn(agency)
    expect(events).toMatchObject([{ author: 'person:may-chu', dossierId: later._id, data: { kind: 'doubled_code' } }])
    expect(standing.lastEvent).toBe(events[0]?.id)
    expect(await openIn(agency)).toBe(1)
    expect((await ground.oversight(agency.slug)).quarantined).toEqual([])
  })

  test('a number of a register book that two dossiers bear does too; another year or another book is another number', async () => {
    const agency = await ground.makeAgency()
    const book = { volume: '01/2026', number: 12, register: 'certified_copies', year: 2026, generation: 1 }
    const earlier = await put(agency, { received: received(1), book })
    const later = await put(agency, { received: received(2), book: { ...book, volume: '02/2026', generation: 2 } })
    const others = [
      await put(agency, { received: received(3), book: { ...book, year: 2025 } }),
      await put(agency, { received: received(4), book: { ...book, register: 'certified_signatures' } }),
    ]
    await ground.settle(agency)
    expect((await read(agency, later)).cases).toMatchObject([
      { kind: 'doubled_code', fields: [{ path: 'book', mine: { number: 12, year: 2026 }, theirs: { dossierId: earlier._id } }] },
    ])
    for (const one of [earlier, ...others]) expect((await read(agency, one)).cases).toBeUndefined()
    expect((await ground.oversight(agency.slug)).duplicates.filter(({ dossiers }) => dossiers.some(({ id }) => id === later._id))).toEqual(
      [],
    )
  })

  test('is settled by a new number only, never chosen, and stays settled', async () => {
    const agency = await ground.makeAgency()
    const earlier = await put(agency, { received: received(1) })
    const later = await put(agency, { received: received(2), code: earlier['code'] })
    await ground.settle(agency)
    const standing = await read(agency, later)
    const [opened] = standing.cases ?? []
    if (opened === undefined) throw new Error('no case was opened')
    const here = makeContext(nextDay, ['one_stop_official', 'supervisor'])
    const context = { ...here, actor: { ...here.actor, agency: agency.slug } }
    const choices = [{ path: 'code', take: 'mine' as const, value: opened.fields[0]?.mine ?? null }]
    const chosen = { do: 'settleCase' as const, caseId: opened.id, choices, reason: 'Giữ mã', evidence: [] }
    expect(() => runCommand(standing, chosen, context)).toThrow('transition-forbidden')
    const code = standing.code.replace('0010001', '0020001')
    const number = { code, slot: 2, generation: 1, counter: 1, day: Day.parse('2026-11-21'), lookupSecret: 'KHAC22' }
    const renumber = { do: 'renumber' as const, caseId: opened.id, reason: 'Trùng mã' }
    const { dossier } = runCommand(standing, renumber, { ...context, number })
    const { _rev } = await agency.dossiers.get(later._id)
    await agency.dossiers.insert({ ...dossier, _id: later._id, _rev })
    await ground.settle(agency)
    await agency.dossiers.insert({ ...earlier, subject: 'Sửa sau' })
    await ground.settle(agency)
    const after = await read(agency, later)
    expect(after).toMatchObject({ code, formerCodes: [{ code: standing.code, caseId: opened.id }] })
    expect(after.cases?.map(({ settled }) => settled?.reason)).toEqual(['Trùng mã'])
    expect((await openedIn(agency)).length).toBe(1)
    expect(await openIn(agency)).toBe(0)
  })

  test('is opened although the journal that the centre last signed for was deleted', async () => {
    const agencies = [await ground.makeAgency(), await ground.makeAgency()]
    for (const agency of agencies) {
      const earlier = await put(agency, { received: received(1) })
      const later = await put(agency, { received: received(2), code: earlier['code'] })
      await ground.settle(agency)
      expect((await read(agency, later)).cases).toHaveLength(1)
      await ground.couch.db.destroy(databasesOf(agency.slug).journal)
    }
    for (const { slug } of agencies) await ground.couch.db.create(databasesOf(slug).journal)
  })

  test('ends the same wherever the follower is killed', async () => {
    const outcomeOf = async (killAt: number) => {
      const agency = await ground.makeAgency()
      const earlier = await put(agency, { received: received(1) })
      const later = await put(agency, { received: received(2), code: earlier['code'] })
      const dying = makeDyingCouch(ground.couch, killAt, 'after')
      await ground.settle(agency, dying.couch).catch(() => false)
      await ground.settle(agency)
      const { cases, lastEvent } = await read(agency, later)
      const events = await openedIn(agency)
      expect(
        cases?.map(({ kind }) => kind),
        `killed after write ${killAt}`,
      ).toEqual(['doubled_code'])
      expect(events.map(({ id }) => id)).toEqual([lastEvent])
      expect(await openIn(agency)).toBe(1)
      return dying.died()
    }
    let killed = 0
    while (await outcomeOf(killed + 1)) killed += 1
    expect(killed).toBeGreaterThan(4)
  }, 900_000)
})
