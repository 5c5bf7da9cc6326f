import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { PossibleDuplicate } from '#core/reconciliation/oversight.ts'
import { PersonId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { dismissDuplicate } from '#sync-server/reconciliation/dismiss-duplicate.ts'
import { at } from './centre-records.ts'
import { grounds, makeDyingCouch, type ReconciliationGround, startReconciliationGround, type TestAgency } from './reconciliation-ground.ts'
import { makeApplicant, makeWireDossier } from './wire-dossier.ts'

describe.each(grounds)('possible duplicates and dossiers of ended units, on $name', ({ central }) => {
  let ground: ReconciliationGround

  beforeAll(async () => {
    ground = await startReconciliationGround(central)
  })
  afterAll(() => ground.close())

  const received = (day: string) => ({ at: `${day}T08:30:00+07:00`, by: 'person:an.nt', byName: 'Nguyễn Thị An', deskName: 'Quầy 1' })
  const citizen = (change: Record<string, unknown> = {}) => makeApplicant(randomBytes(8).toString('hex'), change)
  type Stored = Record<string, unknown> & { _id: string; _rev: string }
  async function put(agency: TestAgency, change: Record<string, unknown> & { pages?: string[] } = {}): Promise<Stored> {
    const dossier = makeWireDossier({ agencies: { assisting: null, receiving: agency.slug, competent: agency.slug }, ...change })
    const { rev } = await agency.dossiers.insert(dossier)
    return { ...dossier, _rev: rev }
  }
  const inStatus = (dossier: Stored, status: number) => ({ ...z.looseObject({}).parse(dossier['business']), status })
  const found = async (agency: TestAgency): Promise<[PossibleDuplicate['kind'], string[]][]> => {
    await ground.settle(agency)
    const { duplicates } = await ground.oversight(agency.slug)
    return duplicates.map(({ kind, dossiers }): [PossibleDuplicate['kind'], string[]] => [kind, dossiers.map(({ id }) => id)])
  }

  test('are two of one citizen and procedure within thirty days, and neither later nor for another procedure', async () => {
    const agency = await ground.makeAgency()
    const applicant = citizen()
    const first = await put(agency, { applicant, received: received('2026-10-01') })
    const near = await put(agency, { applicant, received: received('2026-10-31') })
    await put(agency, { applicant, received: received('2026-12-15') })
    const other = { code: '1.000894', version: '1', name: 'Đăng ký kết hôn', sector: 'Hộ tịch' }
    await put(agency, { applicant, procedure: other, received: received('2026-10-02') })
    expect(await found(agency)).toEqual([['same_citizen', [first._id, near._id]]])
  })

  test('are known by name and birth date where a number is missing, whatever the marks, and by the old number', async () => {
    const agency = await ground.makeAgency()
    const name = `Hoà ${randomBytes(4).toString('hex')}`
    const numbered = await put(agency, { applicant: citizen({ name, birthDate: '1980-05-06' }) })
    const plain = await put(agency, {
      applicant: citizen({ name: name.replace('à', 'a').toUpperCase(), birthDate: '1980-05-06', personalId: null }),
    })
    await put(agency, { applicant: citizen({ name, birthDate: '1981-05-06', personalId: null }) })
    expect(await found(agency)).toEqual([['same_citizen', [numbered._id, plain._id].sort()]])

    const old = `${Math.floor(Math.random() * 1e8)}`.padStart(9, '3')
    const before = await put(agency, { applicant: citizen({ personalId: null, oldId: old, birthDate: null }) })
    const after = await put(agency, { applicant: citizen({ oldId: old, birthDate: null }) })
    expect(await found(agency)).toContainEqual(['same_citizen', [before._id, after._id].sort()])
  })

  test('are not namesakes with numbers of their own, and not certified copies, which are asked for every day', async () => {
    const agency = await ground.makeAgency()
    const name = `Bình ${randomBytes(4).toString('hex')}`
    await put(agency, { applicant: citizen({ name }) })
    await put(agency, { applicant: citizen({ name }) })
    const applicant = citizen()
    const copies = { code: '2.000815', version: '1', name: 'Chứng thực bản sao', sector: 'Chứng thực' }
    await put(agency, { applicant, procedure: copies })
    await put(agency, { applicant, procedure: copies })
    expect(await found(agency)).toEqual([])
  })

  test('that somebody found to be none wait for nobody, until another dossier joins them or it is taken back', async () => {
    const agency = await ground.makeAgency()
    const applicant = citizen()
    await put(agency, { applicant })
    await put(agency, { applicant })
    const list = async () => {
      await ground.settle(agency)
      return (await ground.oversight(agency.slug)).duplicates
    }
    const [twins] = await list()
    const id = twins?.id ?? ''
    const dismissal = { at: Instant.parse(at), by: PersonId.parse('person:son.lq'), byName: 'Lê Quang Sơn', reason: 'Hai con khác nhau' }
    expect(await dismissDuplicate(ground.couch, { agency: agency.slug, id }, dismissal)).toBe(true)
    expect(await list()).toMatchObject([{ id, dismissed: dismissal }])
    expect(await dismissDuplicate(ground.couch, { agency: agency.slug, id }, null)).toBe(true)
    expect(await list()).toMatchObject([{ id, dismissed: null }])
    await dismissDuplicate(ground.couch, { agency: agency.slug, id }, dismissal)
    await put(agency, { applicant })
    expect(await list()).toMatchObject([{ dismissed: null, dossiers: [{}, {}, {}] }])
    expect(await dismissDuplicate(ground.couch, { agency: agency.slug, id: 'none' }, dismissal)).toBe(false)
  })

  test('leave the list when one is withdrawn, refused or corrected, and come back', async () => {
    const agency = await ground.makeAgency()
    const applicant = citizen()
    const first = await put(agency, { applicant })
    const second = await put(agency, { applicant })
    expect(await found(agency)).toHaveLength(1)
    const corrected = await agency.dossiers.insert({ ...second, applicant: citizen() })
    expect(await found(agency)).toEqual([])
    await agency.dossiers.insert({ ...second, _rev: corrected.rev })
    expect(await found(agency)).toEqual([['same_citizen', [first._id, second._id].sort()]])
    const act = { at: '2026-11-21T08:00:00+07:00', by: 'person:an.nt', byName: 'An' }
    const business = inStatus(first, 8)
    await agency.dossiers.insert({ ...first, business, withdrawal: { requested: act, reason: 'rút', settled: act, accepted: true } })
    expect(await found(agency)).toEqual([])
  })

  test('are two dossiers with one page and two with one code, also over two agencies, and no name crosses over', async () => {
    const [here, there] = [await ground.makeAgency(), await ground.makeAgency()]
    const page = randomBytes(32).toString('hex')
    const one = await put(here, { pages: [page], applicant: citizen({ name: 'Người ở đây' }) })
    const two = await put(there, { pages: [page], applicant: citizen({ name: 'Người ở kia' }), code: one['code'] })
    await ground.settle(here)
    await ground.settle(there)
    const { duplicates } = await ground.oversight(here.slug)
    expect(duplicates.map(({ kind }) => kind).sort()).toEqual(['same_code', 'same_page'])
    for (const { dossiers } of duplicates) {
      expect(dossiers.map(({ id }) => id).sort()).toEqual([one._id, two._id].sort())
      expect(dossiers.map(({ applicantName }) => applicantName).sort()).toEqual(['', 'Người ở đây'])
    }
  })

  test('end the same wherever the follower is killed', async () => {
    const outcomeOf = async (killAt: number | null) => {
      const agency = await ground.makeAgency()
      const applicant = citizen()
      await put(agency, { applicant })
      await put(agency, { applicant })
      const third = await put(agency, { applicant })
      await ground.settle(agency)
      const { rev } = await agency.dossiers.insert({ ...third, applicant: citizen() })
      const dying = killAt === null ? undefined : makeDyingCouch(ground.couch, killAt, 'after')
      if (dying !== undefined) await ground.settle(agency, dying.couch).catch(() => false)
      const between = (await found(agency)).map(([kind, ids]) => [kind, ids.length])
      await agency.dossiers.insert({ ...third, _rev: rev })
      return { outcome: { between, end: (await found(agency)).map(([kind, ids]) => [kind, ids.length]) }, died: dying?.died() ?? false }
    }
    expect((await outcomeOf(null)).outcome).toEqual({ between: [['same_citizen', 2]], end: [['same_citizen', 3]] })
    let killed = 0
    for (let at = 1; ; at++) {
      const { outcome, died } = await outcomeOf(at)
      expect(outcome, `killed after write ${at}`).toEqual({ between: [['same_citizen', 2]], end: [['same_citizen', 3]] })
      if (!died) break
      killed += 1
    }
    expect(killed).toBeGreaterThan(3)
  }, 900_000)

  test('an open dossier of a unit that ended is listed for it and for its successor, from the day it ended until it is done', async () => {
    const [ending, heir] = [await ground.makeAgency(), await ground.makeAgency()]
    const catalog = ground.couch.use<Record<string, unknown>>('catalog')
    const agency = (slug: string, change: Record<string, unknown>) => ({
      _id: `agency:${slug}`,
      kind: 'agency',
      schemaVersion: 1,
      id: `agency:${slug}`,
      slug,
      code: 'H53.27712',
      codeVerified: false,
      name: 'Ủy ban nhân dân phường Thử',
      shortName: 'Phường Thử',
      officeName: null,
      level: 'commune',
      parent: 'h53',
      unitCode: null,
      serves: [],
      address: '',
      phone: '',
      lookupSite: '',
      calendar: 'h53',
      validFrom: '2025-07-01',
      validTo: null,
      mergedInto: null,
      pilot: false,
      ...change,
    })
    const open = await put(ending)
    await catalog.insert(agency(heir.slug, {}))
    await catalog.insert(agency(ending.slug, { validTo: '2026-11-20', mergedInto: heir.slug }))
    await ground.settle(ending)
    expect((await ground.oversight(heir.slug)).orphaned).toEqual([])
    ground.setNow(Date.parse('2026-11-21T07:00:00+07:00'))
    await ground.settle(ending)
    for (const slug of [ending.slug, heir.slug]) {
      const { orphaned } = await ground.oversight(slug)
      expect(orphaned).toMatchObject([{ unit: ending.slug, mergedInto: heir.slug, dossier: { id: open._id } }])
    }
    const business = inStatus(open, 3)
    const act = { at: '2026-11-21T08:00:00+07:00', by: 'person:an.nt', byName: 'An' }
    await ending.dossiers.insert({ ...open, business, refusal: { act, formNumber: '1', legalGround: 'x', reason: 'y' } })
    await ground.settle(ending)
    for (const slug of [ending.slug, heir.slug]) expect((await ground.oversight(slug)).orphaned).toEqual([])
  })
})
