import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Parser } from 'n3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type MonthCell, MonthLine } from '#core/open-data/dossier-months.ts'
import { loadCatalogue } from '#resources/catalogue/load-catalogue.ts'
import { makeLog } from '#sync-server/api/serve-api.ts'
import { openMonthSource, publishData } from '#sync-server/open-data/publish-data.ts'
import { provisionPublicAccount, publicAccount } from '#sync-server/provision/provision-public.ts'
import { writeCatalogue } from '#sync-server/provision/write-catalogue.ts'
import { startPublicSite } from '#sync-server/public/start-public.ts'
import { openPglite } from '#sync-server/warehouse/sql/pglite.ts'
import { type ReconciliationGround, startReconciliationGround } from '#test/integration/centre/reconciliation-ground.ts'

const cell = (channel: MonthCell['channel'], punctual: MonthCell['punctual'], count: number): MonthCell => ({
  sector: 'Hộ tịch',
  channel,
  punctual,
  count,
})

describe('the open data portal', () => {
  let ground: ReconciliationGround
  let site: Awaited<ReturnType<typeof startPublicSite>>
  let counted: MonthCell[] = [cell(1, 'on_time', 40), cell(1, 'late', 3), cell(1, 'open', 9), cell(2, 'on_time', 12)]
  const source = { months: async () => ['2026-09'], cells: async () => counted }
  const now = () => Date.parse('2026-11-20T10:00:00+07:00')
  const get = (path: string) => fetch(`${site.origin}${path}`)

  beforeAll(async () => {
    ground = await startReconciliationGround(undefined)
    await writeCatalogue(ground.couch, loadCatalogue())
    await provisionPublicAccount(ground.couch, 'mật khẩu của trang công khai')
    await publishData(ground.couch, { source, now })
    const central = { url: ground.central.url, admin: { name: publicAccount, password: 'mật khẩu của trang công khai' } }
    site = await startPublicSite({ central, port: 0, log: makeLog('silent'), now, address: 'https://du-lieu.example' })
  })
  afterAll(async () => {
    await site.close()
    await ground.close()
  })

  const Data = z.object({ licence: z.string(), modified: z.string(), data: z.array(z.record(z.string(), z.unknown())) })
  const rowsOf = async (id: string) => Data.parse(await (await get(`/du-lieu-mo/${id}.json`)).json()).data

  test('gives what was counted, with small counts and what would betray them held back', async () => {
    const rows = (await rowsOf('ho-so-theo-thang')).filter((one) => one['linh_vuc'] === 'Hộ tịch' && one['kenh'] === 'direct')
    expect(Object.fromEntries(rows.map((one) => [one['dung_han'], one['so_ho_so']]))).toEqual({
      all: 52,
      on_time: 40,
      late: null,
      none: 0,
      open: null,
    })
  })

  test('never publishes a month twice: a later count would tell the difference', async () => {
    const before = await (await get('/du-lieu-mo/ho-so-theo-thang.csv')).text()
    counted = [cell(1, 'on_time', 41), cell(1, 'late', 3), cell(1, 'open', 8), cell(2, 'on_time', 12)]
    await publishData(ground.couch, { source, now })
    expect(await (await get('/du-lieu-mo/ho-so-theo-thang.csv')).text()).toBe(before)
  })

  test.each(['ho-so-theo-thang', 'thu-tuc', 'co-quan'])(
    '%s comes as CSV and JSON that say the same, with the columns of its schema',
    async (id) => {
      const answer = await get(`/du-lieu-mo/${id}.csv`)
      expect([answer.status, answer.headers.get('content-type'), answer.headers.get('access-control-allow-origin')]).toEqual([
        200,
        'text/csv; charset=utf-8',
        '*',
      ])
      const bytes = Buffer.from(await answer.arrayBuffer())
      expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
      const [header = '', ...lines] = bytes.subarray(3).toString('utf8').trimEnd().split('\r\n')
      const Schema = z.object({ fields: z.array(z.object({ name: z.string(), type: z.string() })) })
      const { fields } = Schema.parse(await (await get(`/du-lieu-mo/${id}.schema.json`)).json())
      expect(header.split(',')).toEqual(fields.map(({ name }) => name))
      const rows = await rowsOf(id)
      expect(lines).toHaveLength(rows.length)
      expect(rows.length).toBeGreaterThan(10)
      for (const row of rows) expect(Object.keys(row)).toEqual(fields.map(({ name }) => name))
    },
  )

  test('describes itself by a catalogue whose every file is there', async () => {
    const triples = new Parser().parse(await (await get('/du-lieu-mo/danh-muc.ttl')).text())
    const files = triples.filter(({ predicate }) => predicate.value.endsWith('#downloadURL')).map(({ object }) => object.value)
    expect(files).toHaveLength(6)
    for (const file of files) expect((await get(new URL(file).pathname)).status, file).toBe(200)
    expect((await get('/du-lieu-mo/danh-muc.jsonld')).headers.get('content-type')).toContain('application/ld+json')
  })

  test('is browsed without script: list, table, chart; it names no person', async () => {
    const home = await (await get('/du-lieu-mo')).text()
    for (const text of ['CC BY 4.0', '/du-lieu-mo/thu-tuc', 'Cập nhật ngày 20/11/2026']) expect(home).toContain(text)
    const page = await (await get(`/du-lieu-mo/ho-so-theo-thang?linh_vuc=${encodeURIComponent('Hộ tịch')}`)).text()
    expect(page).toContain('<svg class="chart"')
    expect(page).toContain('giữ lại')
    const official = loadCatalogue().people[0]?.name ?? 'nobody'
    for (const text of [home, page]) for (const word of ['<script', 'style=', official]) expect(text).not.toContain(word)
    expect((await get(`/du-lieu-mo/ho-so-theo-thang?linh_vuc=${encodeURIComponent('"><script>')}`)).status).toBe(200)
  })

  test('counts at the source what was received, by channel and outcome, without voided and deleted ones', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mc-open-data-'))
    const warehouse = await openPglite(folder)
    await warehouse.script(`create schema star; create table star.dossier (sector text, channel smallint, finished_at timestamptz, punctuality text,
      received_day date, deleted boolean, voided boolean, status smallint);
      insert into star.dossier select 'Hộ tịch', 1, '2026-09-09T10:00:00+07:00', 'on_time', '2026-09-08', false, false, 10 from generate_series(1, 7);
      insert into star.dossier values ('Hộ tịch', 1, '2026-09-09T10:00:00+07:00', 'early', '2026-09-30', false, false, 10),
        ('Hộ tịch', 2, null, null, '2026-09-01', false, false, 4), ('Hộ tịch', 2, null, null, '2026-09-01', true, false, 4),
        ('Hộ tịch', 2, null, null, '2026-09-01', false, true, 8), ('Hộ tịch', 2, null, null, '2026-09-01', false, false, 1),
        ('Đất đai', 3, '2026-10-09T10:00:00+07:00', 'late', '2026-10-01', false, false, 9)`)
    const months = openMonthSource(warehouse)
    expect(await months.months('2026-09')).toEqual(['2026-09'])
    expect((await months.cells('2026-09')).sort((a, b) => a.channel - b.channel)).toEqual([cell(1, 'on_time', 8), cell(2, 'open', 1)])
    expect(await months.cells('2026-10')).toEqual([{ sector: 'Đất đai', channel: 3, punctual: 'late', count: 1 }])
    await warehouse.close()
    rmSync(folder, { recursive: true })
  }, 180_000)
})

test('a line of the data set has no room for more than a count', () => {
  expect(Object.keys(MonthLine.shape)).toEqual(['month', 'sector', 'level', 'channel', 'punctual', 'count'])
})
