import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { OutsideView } from '#core/outside/outside-task.ts'
import { type Centre, startCentre } from '#sync-server/centre.ts'
import { type CentreClient, openCentreClient, verdict } from '#test/integration/centre/centre-client.ts'
import { makeApplicant, makeWireDossier } from '#test/integration/centre/wire-dossier.ts'

const Tasks = z.object({ tasks: z.array(OutsideView) })

describe('what a desk may ask of systems outside', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mc-outside-'))
  let centre: Centre
  let desk: CentreClient
  const dossier = makeWireDossier({
    applicant: makeApplicant('a', { name: 'Nguyễn Văn A', personalId: '072090000001', birthDate: '1990-01-01' }),
  })
  const path = `/centre/api/outside/dossiers/${dossier._id}`

  beforeAll(async () => {
    const options = { routing: false, reconciliation: false, logLevel: 'silent' }
    centre = await startCentre({ dataDir: folder, port: 0, seed: true, seedDossiers: false, outside: 'simulators', ...options })
    desk = openCentreClient(centre.origin)
    await desk.call('POST', '/centre/api/session', { login: 'an.nt', password: 'motcua-2026' })
    await desk.call('POST', '/centre/api/devices', { deskName: 'Quầy 1', fingerprint: 'máy-outside' })
    expect(verdict(await desk.call('PUT', `/centre/db/agency-h53-27712-dossiers/${dossier._id}`, dossier))).toBe('201')
  })
  afterAll(async () => {
    await centre.close()
    rmSync(folder, { recursive: true })
  })

  const tasksOf = async () => Tasks.parse((await desk.call('GET', path)).body).tasks

  test('it sees by itself what the systems have, once they have it', async () => {
    await expect
      .poll(async () => (await tasksOf()).map((one) => [one.system, one.state]).sort(), { timeout: 40_000 })
      .toEqual([
        ['national_portal', 'done'],
        ['population', 'done'],
      ])
    expect((await tasksOf()).find((one) => one.system === 'population')?.answer).toEqual({ result: 'matches', facts: [] })
  })

  test('a look-up is queued at once and answered later', async () => {
    const asked = await desk.call('POST', '/centre/api/outside/look-ups', { dossierId: dossier._id, system: 'land', question: 'CD 123456' })
    expect(asked.status).toBe(202)
    const land = async () => (await tasksOf()).find((one) => one.system === 'land')?.answer?.result
    await expect.poll(land, { timeout: 40_000 }).toBe('matches')
  })

  test('it asks about nothing but dossiers of its own agency, as an official who has signed in, and in the shape of a number', async () => {
    const question = { dossierId: dossier._id, system: 'land', question: 'CD 123456' }
    const post = (client: CentreClient, body: unknown) => client.call('POST', '/centre/api/outside/look-ups', body)
    expect(verdict(await post(desk, { ...question, dossierId: makeWireDossier()._id }))).toBe('404 unknown_dossier')
    expect(verdict(await post(desk, { ...question, question: 'mọi thửa đất' }))).toBe('400 invalid_question')
    expect(verdict(await post(desk, { ...question, system: 'population', question: '072090000001' }))).toBe('400 invalid_question')
    expect(verdict(await post(desk, { ...question, system: 'national_portal' }))).toBe('400 invalid_request')
    const stranger = openCentreClient(centre.origin)
    expect(verdict(await post(stranger, question))).toBe('401 not_enrolled')
    expect(verdict(await stranger.call('GET', path))).toBe('401 not_enrolled')
    const deviceOnly = openCentreClient(centre.origin, new Map([...desk.cookies].filter(([name]) => name.includes('device'))))
    expect(verdict(await post(deviceOnly, question))).toBe('401 sign_in_needed')
    expect(verdict(await desk.call('GET', '/centre/db/outside/_all_docs'))).toMatch(/^40[34]/)
    expect(verdict(await desk.call('POST', '/centre/api/outside/tasks/task:land:x/again', {}))).toBe('404 unknown_task')
  })
})
