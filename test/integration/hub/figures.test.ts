import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FrozenPeriod, IndicatorReport } from '#core/indicators/indicator-answers.ts'
import { report06aRow } from '#core/indicators/report-06a.ts'
import { sumGroups } from '#core/indicators/sum-groups.ts'
import { toInstant } from '#core/record/instant.ts'
import { type CentreClient, verdict } from '#test/integration/centre/centre-client.ts'
import { type HubGround, startHubGround, until } from './hub-ground.ts'

const api = '/centre/api/indicators'
const year = toInstant(Date.now()).slice(0, 4)
const report = (agency: string) => `${api}/report?agency=${agency}&from=${year}-01-01&to=${year}-12-31&by=sector`

/** Figures of the province's warehouse, asked for at a desk of an office's hub. */
describe('figures through a hub', { timeout: 180_000 }, () => {
  let ground: HubGround
  let desk: CentreClient
  let atCentre: CentreClient

  beforeAll(async () => {
    ground = await startHubGround({ warehouse: true })
    await ground.startHub()
    desk = await ground.enrol('hub', 'giang.nv')
    atCentre = await ground.enrol('centre', 'giang.nv')
    const filled = async () => IndicatorReport.parse((await desk.call('GET', report('h53-27712'))).body).completeness.dataUntil !== null
    await until(filled, 'the warehouse is filled and the centre knows the desk')
  })
  afterAll(() => ground?.close())

  test('are the same as at the centre, and the unit’s own only', async () => {
    const here = IndicatorReport.parse((await desk.call('GET', report('h53-27712'))).body)
    expect(report06aRow(sumGroups(here.groups).tally).c3).toBeGreaterThan(20)
    const there = IndicatorReport.parse((await atCentre.call('GET', report('h53-27712'))).body)
    expect(here.groups).toEqual(there.groups)
    expect(verdict(await desk.call('GET', report('h53-27991')))).toBe('403 other_agency')
  })

  test('are frozen in the name of the supervisor who sits there', async () => {
    const wish = { agency: 'h53-27712', below: false, from: `${year}-01-01`, to: `${year}-01-31` }
    const answer = await desk.call('POST', `${api}/periods`, wish)
    expect(FrozenPeriod.parse(answer.body)).toMatchObject({ by: 'person:giang.nv' })
    expect((await atCentre.call('GET', `${api}/periods?agency=h53-27712`)).text).toContain(FrozenPeriod.parse(answer.body).id)
  })

  test('say that there is no line, and are there again with it', async () => {
    ground.line.cut()
    expect(verdict(await desk.call('GET', report('h53-27712')))).toBe('503 centre_unreachable')
    ground.line.restore()
    await until(async () => verdict(await desk.call('GET', report('h53-27712'))) === '200', 'the line is back')
  })
})
