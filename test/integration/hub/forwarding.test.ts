import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CentreClient, verdict } from '#test/integration/centre/centre-client.ts'
import { makeDossier } from '#test/integration/centre/centre-records.ts'
import { type HubGround, startHubGround, tanAn, until } from './hub-ground.ts'

/** What only the centre can answer, as a desk of the hub asks it with its own credential. */
describe('what a hub passes on to the centre', { timeout: 180_000 }, () => {
  let ground: HubGround
  let desk: CentreClient

  beforeAll(async () => {
    ground = await startHubGround()
    await ground.startHub()
    desk = await ground.enrol('hub', 'an.nt')
    // The centre knows a desk once the hub has told it.
    await until(async () => verdict(await desk.call('GET', '/centre/api/registers')) === '200', 'the centre knows the desk')
  })
  afterAll(() => ground.close())

  const key = { keyId: 'device-key:thu', jwk: { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'B'.repeat(43) } }
  const dossier = makeDossier()
  const questions: { method: string; path: string; json: unknown; answer: string; offline?: string }[] = [
    { method: 'GET', path: '/registers', json: undefined, answer: '200', offline: '200' },
    { method: 'POST', path: '/registers/report', json: { books: [] }, answer: '200', offline: '200' },
    { method: 'POST', path: '/device-key', json: key, answer: '201' },
    { method: 'GET', path: '/day-closes?days=7', json: undefined, answer: '200' },
    { method: 'GET', path: '/day-closes/missing', json: undefined, answer: '200' },
    { method: 'GET', path: '/search?text=ho%20so', json: undefined, answer: '200' },
    { method: 'GET', path: '/open-dossiers', json: undefined, answer: '200' },
    { method: 'GET', path: `/dossiers/${encodeURIComponent(dossier._id)}`, json: undefined, answer: '200' },
    { method: 'GET', path: '/day-closes/missing', json: undefined, answer: '200' },
    // In the name of the official, who signed in at the hub while there was a line.
    { method: 'GET', path: '/settings/numbering', json: undefined, answer: '200' },
    { method: 'GET', path: '/indicators/units', json: undefined, answer: '200' },
    { method: 'GET', path: '/oversight/units', json: undefined, answer: '403 supervisors_only' },
    { method: 'GET', path: '/operations/keys', json: undefined, answer: '403 supervisors_only' },
  ]
  const ask = async ({ method, path, json }: (typeof questions)[number]) => verdict(await desk.call(method, `/centre/api${path}`, json))

  test('is answered by the centre while there is a line, and said to be out of reach while there is none', async () => {
    const atCentre = await ground.enrol('centre', 'binh.tv')
    expect(verdict(await atCentre.call('POST', `/centre/db/${tanAn.dossiers}/_bulk_docs`, { docs: [dossier] }))).toBe('201')
    for (const question of questions) expect(await ask(question), question.path).toBe(question.answer)
    ground.line.cut('reset')
    for (const question of questions) expect(await ask(question), question.path).toBe(question.offline ?? '503 centre_unreachable')
    ground.line.restore()
  })
})
