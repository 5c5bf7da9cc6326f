import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Dossier } from '#core/dossier/dossier.ts'
import { toInstant } from '#core/record/instant.ts'
import { fromWire, WireDocument } from '#core/sync/wire.ts'
import { loadCatalogue } from '#resources/catalogue/load-catalogue.ts'
import { makeLog } from '#sync-server/api/serve-api.ts'
import { newTask } from '#sync-server/outside/enqueue.ts'
import { createOutsideWork } from '#sync-server/outside/outside-work.ts'
import { type Simulators, startSimulators } from '#sync-server/outside/simulators/start-simulators.ts'
import { openTaskStore } from '#sync-server/outside/task-store.ts'
import { provisionAgency } from '#sync-server/provision/provision-centre.ts'
import { writeCatalogue } from '#sync-server/provision/write-catalogue.ts'
import { at, nextUlid, official } from '#test/integration/centre/centre-records.ts'
import {
  Died,
  makeDyingCouch,
  type ReconciliationGround,
  startReconciliationGround,
  type TestAgency,
} from '#test/integration/centre/reconciliation-ground.ts'
import { makeApplicant, makeWireDossier } from '#test/integration/centre/wire-dossier.ts'
import { tanAn } from '#test/support/trade-world.ts'

const act = { at, by: official, byName: 'Nguyễn Thị An' }

describe('systems outside, against simulators', () => {
  let ground: ReconciliationGround
  let agency: TestAgency
  let outside: Simulators
  let now = Date.parse('2026-11-20T10:00:00+07:00')
  const signal = new AbortController().signal
  const work = (couch = ground.couch) =>
    createOutsideWork(couch, { central: ground.central, settings: outside.settings, log: makeLog('silent'), now: () => now })
  const tasks = () => openTaskStore(ground.couch, () => now)

  beforeAll(async () => {
    ground = await startReconciliationGround(undefined)
    await writeCatalogue(ground.couch, loadCatalogue())
    await provisionAgency(ground.couch, tanAn, [])
  })
  beforeEach(async () => {
    agency = await ground.makeAgency()
    outside = await startSimulators()
  })
  afterEach(() => outside.close())
  afterAll(() => ground.close())

  async function save(change: Record<string, unknown> = {}): Promise<Dossier> {
    const agencies = { assisting: null, receiving: agency.slug, competent: agency.slug }
    const wire = makeWireDossier({
      agencies,
      received: { ...act, by: agency.person, deskName: 'Quầy 1' },
      updated: { ...act, by: agency.person, role: 'one_stop_official' },
      ...change,
    })
    await agency.dossiers.insert(wire)
    return read(wire._id)
  }
  async function read(id: string, database = agency.dossiers): Promise<Dossier> {
    return Dossier.parse(fromWire(WireDocument.parse(await database.get(id))).body)
  }
  const taskOf = async (dossier: Dossier, system: string) => (await tasks().ofDossier(dossier.id)).find((one) => one.system === system)

  test('the portal gets a dossier once, then its progress; the record says so', async () => {
    const dossier = await save()
    const worker = work()
    await worker.once(signal)
    expect(outside.portal.dossiers.get(dossier.code)).toMatchObject({
      MaTTHC: '1.001193',
      TrangThaiHoSo: '2',
      LoaiDoiTuong: '1',
      KenhThucHien: '1',
      NgayTiepNhan: '20261120083000',
    })
    expect((await read(dossier.id)).sync.nationalPortal).toMatchObject({ state: 'sent', at: toInstant(now) })
    const calls = outside.portal.calls.filter((one) => one === 'DongBoHoSoMC').length
    await worker.once(signal)
    await work().once(signal)
    expect(outside.portal.calls.filter((one) => one === 'DongBoHoSoMC')).toHaveLength(calls)
    const stored = await agency.dossiers.get(dossier.id)
    await agency.dossiers.insert({ ...stored, business: { ...dossier.business, status: 4, stage: 'examining' } })
    await worker.once(signal)
    expect(outside.portal.dossiers.get(dossier.code)).toMatchObject({ TrangThaiHoSo: '4' })
    expect(outside.portal.progress.filter((one) => one.MaHoSo === dossier.code).map((one) => one.TrangThai)).toEqual(['2', '4'])
  })

  test.each(['down', 'html'] as const)(
    'a system that is %s is tried again, later each time, and gets everything in the end',
    async (how) => {
      const dossier = await save()
      outside.meet(how)
      const worker = work()
      await worker.once(signal)
      const first = await taskOf(dossier, 'national_portal')
      expect(first).toMatchObject({ state: 'waiting', attempts: 1 })
      expect((await read(dossier.id)).sync.nationalPortal.state).toBe('not_sent')
      await worker.once(signal)
      expect(await taskOf(dossier, 'national_portal')).toEqual(first)
      now += 60_000
      await worker.once(signal)
      expect(await taskOf(dossier, 'national_portal')).toMatchObject({ attempts: 2, nextAt: toInstant(now + 120_000) })
      outside.meet('well')
      now += 120_000
      await worker.once(signal)
      expect(await taskOf(dossier, 'national_portal')).toMatchObject({ state: 'done', attempts: 0, problem: '' })
      expect(outside.portal.dossiers.has(dossier.code)).toBe(true)
    },
  )

  test('a refusal stays with its reason, holds up no other dossier, and goes again when the dossier changes', async () => {
    const refused = await save()
    outside.portal.refuses.set(refused.code, 'Sai mã thủ tục')
    const other = await save()
    const worker = work()
    await worker.once(signal)
    expect(await taskOf(refused, 'national_portal')).toMatchObject({ state: 'refused', problem: 'DongBoHoSoMC: 403 Sai mã thủ tục' })
    expect((await read(refused.id)).sync.nationalPortal).toMatchObject({ state: 'refused', note: 'DongBoHoSoMC: 403 Sai mã thủ tục' })
    expect(outside.portal.dossiers.has(other.code)).toBe(true)
    expect((await tasks().failing(agency.slug)).map((one) => one.dossierId)).toEqual([refused.id])
    outside.portal.refuses.clear()
    await agency.dossiers.insert({ ...(await agency.dossiers.get(refused.id)), subject: 'sửa lại' })
    await worker.once(signal)
    expect((await read(refused.id)).sync.nationalPortal.state).toBe('sent')
    expect(await tasks().failing(agency.slug)).toEqual([])
  })

  test('the population database bears out who it is about; what it knows besides is not kept', async () => {
    const personalId = '072090000001'
    const right = await save({ applicant: makeApplicant('a', { name: 'Nguyễn Văn A', personalId, birthDate: '1990-01-01' }) })
    const bent = await save({ applicant: makeApplicant('b', { name: 'Nguyễn Vân A', personalId, birthDate: '1991' }) })
    const unknown = await save({ applicant: makeApplicant('c') })
    await work().once(signal)
    expect((await taskOf(right, 'population'))?.answer).toEqual({ result: 'matches', facts: [] })
    expect((await taskOf(bent, 'population'))?.answer).toEqual({
      result: 'differs',
      facts: ['dấu của họ tên', 'ngày sinh'].map((value) => ({ name: 'Khác', value })),
    })
    expect((await taskOf(unknown, 'population'))?.answer).toEqual({ result: 'not_found', facts: [] })
    expect(outside.platform.asked.filter((one) => one.officer === agency.person)).toHaveLength(3)
  })

  test.each([
    { system: 'land', question: 'CD 123456', result: 'matches', fact: 'Còn hiệu lực' },
    { system: 'business', question: '0300588569', result: 'differs', fact: 'Đang hoạt động' },
    { system: 'finance', question: 'TB-2026-0001', result: 'matches', fact: 'Rồi' },
    { system: 'insurance', question: '8000000001', result: 'matches', fact: 'Còn giá trị' },
  ] as const)('$system answers one look-up', async ({ system, question, result, fact }) => {
    const dossier = await save({ applicant: makeApplicant('a', { name: 'NGUYỄN VĂN A', personalId: null }) })
    for (const asked of [question, '9999999999']) {
      const task = newTask(dossier, { id: `task:${system}:${nextUlid()}`, system, at: toInstant(now) })
      await tasks().change(task.id, () => ({ ...task, question: asked, wanted: asked }))
    }
    await work().once(signal)
    const own = (await tasks().ofDossier(dossier.id)).filter((one) => one.system === system)
    const [found, none] = [question, '9999999999'].map((asked) => own.find((one) => one.question === asked)?.answer)
    expect(found).toMatchObject({ result, facts: expect.arrayContaining([expect.objectContaining({ value: fact })]) })
    expect(none).toEqual({ result: 'not_found', facts: [] })
  })

  test('what a citizen filed online comes to the agency it was filed with, in status 1, once, and the portal hears of it', async () => {
    const filed = {
      MaHoSo: 'H53.27712-261119-9990001',
      MaTTHC: '1.001193',
      ChuHoSo: 'Nguyễn Văn A',
      LoaiDoiTuong: '1',
      SoDinhDanh: '072090000001',
      NoiNopHoSo: 'H53.27712',
      NgayNopHoSo: '20261119213000',
    }
    outside.portal.filed = [filed, { ...filed, MaHoSo: 'H53.99999-261119-9990002', NoiNopHoSo: 'H53.99999' }, { MaHoSo: 'hỏng' }]
    await work().once(signal)
    const dossiers = ground.couch.use<Record<string, unknown>>(`agency-${tanAn}-dossiers`)
    const { rows } = await dossiers.list({ start_key: 'dossier:', end_key: 'dossier;' })
    expect(rows).toHaveLength(1)
    const dossier = await read(rows[0]?.id ?? '', dossiers)
    expect(dossier).toMatchObject({
      code: filed.MaHoSo,
      business: { status: 1 },
      channel: 2,
      applicant: { name: 'Nguyễn Văn A' },
      dueAt: null,
    })
    expect(await ground.couch.use<Record<string, unknown>>(`agency-${tanAn}-journal`).get(dossier.lastEvent)).toMatchObject({
      type: 'dossierReceived',
      to: 1,
    })
    expect(Object.fromEntries(outside.portal.confirmed)).toEqual({ [filed.MaHoSo]: '1', 'H53.99999-261119-9990002': '0' })
    outside.portal.filed = [filed]
    await work().once(signal)
    expect((await dossiers.list({ start_key: 'dossier:', end_key: 'dossier;' })).rows).toHaveLength(1)
  })

  test('killed before or after any write, it ends with everything sent, told and audited', async () => {
    const filed = (counter: number) => ({
      MaHoSo: `H53.27712-261118-888${String(counter).padStart(4, '0')}`,
      MaTTHC: '1.001193',
      ChuHoSo: 'Trần Thị B',
      LoaiDoiTuong: '1',
      NoiNopHoSo: 'H53.27712',
      NgayNopHoSo: '20261118090000',
    })
    for (const write of [1, 2, 3, 5, 7, 9, 11, 12, 13]) {
      const dossier = await save()
      outside.portal.filed = [filed(write)]
      const { couch } = makeDyingCouch(ground.couch, write, write % 2 === 0 ? 'before' : 'after')
      await work(couch)
        .once(signal)
        .catch((error: unknown) => {
          if (!(error instanceof Died)) throw error
        })
      now += 3_600_000
      await work().once(signal)
      now += 3_600_000
      await work().once(signal)
      expect(await taskOf(dossier, 'national_portal'), `killed at ${write}`).toMatchObject({ state: 'done' })
      expect((await read(dossier.id)).sync.nationalPortal.state, `killed at ${write}`).toBe('sent')
      expect(outside.portal.confirmed.get(filed(write).MaHoSo)).toBe('1')
    }
    const codes = (await ground.couch.use<Record<string, unknown>>(`agency-${tanAn}-dossiers`).list({ include_docs: true })).rows.flatMap(
      ({ doc }) => (typeof doc?.['code'] === 'string' ? [doc['code']] : []),
    )
    expect(new Set(codes).size).toBe(codes.length)
  })

  test('the audit trail names who asked what of whom before it is asked, and no citizen', async () => {
    const dossier = await save({ applicant: makeApplicant('a', { name: 'Phạm Bí Mật', phone: '0900000001' }) })
    await work().once(signal)
    const { rows } = await ground.couch
      .use<Record<string, unknown>>('outside')
      .list({ start_key: 'audit:', end_key: 'audit;', include_docs: true })
    const lines = rows.flatMap(({ doc }) => (doc?.['dossierId'] === dossier.id ? [doc] : []))
    for (const system of ['national_portal', 'population'])
      expect(
        lines
          .filter((one) => one['system'] === system)
          .map((one) => one['outcome'])
          .sort(),
      ).toEqual(['asked', 'done'])
    expect(lines.every((one) => one['by'] === agency.person)).toBe(true)
    const everything = JSON.stringify(await ground.couch.use('outside').list({ include_docs: true }))
    for (const word of ['Bí Mật', '0900000001', String(dossier.applicant.personalId)]) expect(everything).not.toContain(word)
  })
})
