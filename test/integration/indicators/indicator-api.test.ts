import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { FrozenPeriod, IndicatorReport, ListedDossiers, PeriodComparison, ReadableUnits } from '#core/indicators/indicator-answers.ts'
import { report06aRow } from '#core/indicators/report-06a.ts'
import { sumGroups } from '#core/indicators/sum-groups.ts'
import { Wall } from '#core/indicators/wall.ts'
import { DossierBook, Workload } from '#core/indicators/workload.ts'
import { toInstant } from '#core/record/instant.ts'
import { type Centre, startCentre } from '#sync-server/centre.ts'
import { type CentreClient, openCentreClient, verdict } from '#test/integration/centre/centre-client.ts'

const tanAn = 'h53-27712'
const api = '/centre/api'
const year = toInstant(Date.now()).slice(0, 4)
const period = `from=${year}-01-01&to=${year}-12-31`

describe('the API of figures', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mc-indicators-'))
  let centre: Centre
  const clients = new Map<string, CentreClient>()

  beforeAll(async () => {
    const places = { dataDir: join(folder, 'centre'), warehouse: { folder: join(folder, 'warehouse') } }
    centre = await startCentre({ ...places, port: 0, seed: true, logLevel: 'silent' })
    const { call } = await signedIn('vinh.lq')
    const filled = async () => {
      const { body } = await call('GET', `${api}/indicators/report?agency=h53&below=true&${period}`)
      return IndicatorReport.safeParse(body).data?.completeness.dataUntil ?? null
    }
    await vi.waitFor(async () => expect(await filled()).not.toBeNull(), { timeout: 110_000, interval: 1000 })
  })
  afterAll(async () => {
    await centre.close()
    rmSync(folder, { recursive: true })
  })

  async function signedIn(login: string): Promise<CentreClient> {
    const held = clients.get(login)
    if (held !== undefined) return held
    const client = openCentreClient(centre.origin)
    expect(verdict(await client.call('POST', `${api}/session`, { login, password: 'motcua-2026' }))).toBe('200')
    clients.set(login, client)
    return client
  }
  const read = async <T>(login: string, path: string, shape: z.ZodType<T>): Promise<T> => {
    const answer = await (await signedIn(login)).call('GET', `${api}/${path}`)
    expect(verdict(answer)).toBe('200')
    return shape.parse(answer.body)
  }

  test('shows an official the figures of their own unit and no other', async () => {
    expect(verdict(await openCentreClient(centre.origin).call('GET', `${api}/indicators/units`))).toBe('401 sign_in_needed')
    expect((await read('chi.lt', 'indicators/units', ReadableUnits)).units).toMatchObject([{ agency: tanAn, mayFreeze: false }])
    const { call } = await signedIn('chi.lt')
    for (const path of ['report', 'dossiers', 'workload', 'book', 'wall'])
      expect(verdict(await call('GET', `${api}/indicators/${path}?agency=h53-27991&${period}`))).toBe('403 other_agency')
    expect(
      verdict(await call('POST', `${api}/indicators/periods`, { agency: tanAn, below: false, from: `${year}-01-01`, to: `${year}-02-01` })),
    ).toBe('403 overseers_only')
  })

  test('adds up the units below for the province, and lists what it counts', async () => {
    const path = `agency=h53&below=true&${period}&by=agency`
    const { groups } = await read('vinh.lq', `indicators/report?${path}`, IndicatorReport)
    expect(groups.map(({ key }) => key)).toEqual(expect.arrayContaining([tanAn, 'h53-27991', 'h53-28108', 'h53-28159']))
    const { tally } = sumGroups(groups)
    const row = report06aRow(tally)
    expect(row.c3).toBeGreaterThan(150)
    const late = await read('vinh.lq', `indicators/dossiers?${path}&outcomes=late,open_late`, ListedDossiers)
    expect(late.total).toBe(tally.late + tally.open_late)
    expect(late.dossiers.every(({ applicantName }) => applicantName !== '')).toBe(true)
    const own = await read('giang.nv', `indicators/report?agency=${tanAn}&${period}`, IndicatorReport)
    expect(sumGroups(own.groups).tally).toEqual(groups.find(({ key }) => key === tanAn)?.tally)
  })

  test('keeps book, workload and wall in step with the report', async () => {
    const report = await read('giang.nv', `indicators/report?agency=${tanAn}&${period}`, IndicatorReport)
    const { tally } = sumGroups(report.groups)
    const book = await read('giang.nv', `indicators/book?agency=${tanAn}&${period}`, DossierBook)
    expect(book.total).toBe(tally.online + tally.direct)
    const open = tally.open_on_time + tally.open_late + tally.waiting
    const workload = await read('giang.nv', `indicators/workload?agency=${tanAn}`, Workload)
    expect(workload.rows.reduce((sum, one) => sum + one.open, 0)).toBe(open)
    expect(workload.rows.reduce((sum, one) => sum + one.late, 0)).toBe(tally.open_late)
    const wall = await read('giang.nv', `indicators/wall?agency=${tanAn}`, Wall)
    expect(wall.units).toMatchObject([{ agency: tanAn, inHand: open, late: tally.open_late }])
  })

  test('freezes a period for a supervisor', async () => {
    const { call } = await signedIn('giang.nv')
    const wish = { agency: tanAn, below: false, from: `${year}-01-01`, to: `${year}-12-31` }
    const answer = await call('POST', `${api}/indicators/periods`, wish)
    const frozen = FrozenPeriod.parse(answer.body)
    const compared = await read('giang.nv', `indicators/periods/${frozen.id}`, PeriodComparison)
    expect(compared.moved).toEqual([])
    expect(compared.now).toEqual(frozen.groups)
    expect(verdict(await (await signedIn('long.tv')).call('GET', `${api}/indicators/periods/${frozen.id}`))).toBe('403 other_agency')
  })

  test('lets an operations centre read with a key until it is taken back, and never too often', async () => {
    const admin = await signedIn('admin')
    const made = z.object({ id: z.string(), secret: z.string() })
    const { id, secret } = made.parse((await admin.call('POST', `${api}/operations/keys`, { name: 'IOC', agency: 'h53' })).body)
    const reader = openCentreClient(centre.origin)
    const ask = (key: string) => reader.call('GET', `${api}/operations/figures`, undefined, { authorization: `Bearer ${key}` })
    const figures = await ask(secret)
    expect(Wall.parse(figures.body).units.length).toBeGreaterThan(3)
    expect(verdict(await ask(`${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`))).toBe('401 unknown_key')
    const listed = await admin.call('GET', `${api}/operations/keys`)
    expect(listed.text).not.toContain(secret.slice(-43))
    const verdicts = []
    for (let turn = 0; turn < 60; turn++) verdicts.push(verdict(await ask(secret)))
    expect(verdicts).toContain('429 too_many')
    expect(verdict(await admin.call('DELETE', `${api}/operations/keys/${id}`))).toBe('200')
    expect(verdict(await ask(secret))).toBe('401 unknown_key')
    expect(verdict(await (await signedIn('giang.nv')).call('GET', `${api}/operations/keys`))).toBe('403 administrators_only')
  })

  test('streams the figures to an operations centre', async () => {
    const admin = await signedIn('admin')
    const { secret } = z
      .object({ secret: z.string() })
      .parse((await admin.call('POST', `${api}/operations/keys`, { name: 'IOC 2', agency: tanAn })).body)
    const closing = new AbortController()
    const answer = await fetch(`${centre.origin}${api}/operations/events`, {
      headers: { authorization: `Bearer ${secret}` },
      signal: closing.signal,
    })
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    while (!text.includes('\n\n')) text += (await reader?.read())?.value ?? ''
    closing.abort()
    const [event = '', data = ''] = text.split('\n')
    expect(event).toBe('event: figures')
    expect(Wall.parse(JSON.parse(data.slice('data: '.length))).units).toMatchObject([{ agency: tanAn }])
  })
})
