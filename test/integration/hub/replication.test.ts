import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type CentreClient, openCentreClient, verdict } from '#test/integration/centre/centre-client.ts'
import { makeDossier, makeEvent, makePage, moveDossier } from '#test/integration/centre/centre-records.ts'
import { type HubGround, revisionOf, startHubGround, tanAn, until } from './hub-ground.ts'

/*
 * Desk, hub and centre as three processes; the line between hub and centre is cut by a real TCP proxy. The centre stands on the embedded
 * store, and on the CouchDB at COUCHDB_URL when that is set.
 */
const address = process.env['COUCHDB_URL']
const grounds = [
  { name: 'the embedded store', central: undefined },
  ...(address === undefined ? [] : [{ name: 'a real CouchDB', central: address }]),
]

const Row = z.looseObject({ id: z.string(), rev: z.string().optional(), error: z.string().optional() })
const Acknowledged = z.object({
  held: z.array(z.string()),
  refused: z.array(z.object({ id: z.string(), code: z.string(), reason: z.string() })),
})

// Three servers in processes of their own take their time on a busy machine.
describe.each(grounds)('a hub of a centre on $name', { timeout: 180_000 }, ({ central }) => {
  let ground: HubGround
  let desk: CentreClient
  let atCentre: CentreClient

  beforeAll(async () => {
    ground = await startHubGround({ central })
    await ground.startHub()
    desk = await ground.enrol('hub', 'an.nt')
    atCentre = await ground.enrol('centre', 'binh.tv')
  })
  afterAll(() => ground.close())

  async function write(client: CentreClient, database: string, ...docs: Record<string, unknown>[]): Promise<z.infer<typeof Row>[]> {
    const answer = await client.call('POST', `/centre/db/${database}/_bulk_docs`, { docs })
    return z.array(Row).parse(answer.body)
  }

  async function digestOf(client: CentreClient, page: string): Promise<string> {
    const answer = await client.call('GET', `/centre/db/${tanAn.pages}/${encodeURIComponent(page)}`)
    return z.object({ _attachments: z.object({ bytes: z.object({ digest: z.string() }) }) }).parse(answer.body)._attachments.bytes.digest
  }

  async function ask(db: string, items: { id: string; rev: string }[]): Promise<z.infer<typeof Acknowledged>> {
    return Acknowledged.parse((await desk.call('POST', '/centre/api/acknowledged', { db, items })).body)
  }

  test('says that an acknowledgement of its own is the office’s, and the centre’s the province’s', async () => {
    expect((await desk.call('GET', '/centre/api/place')).body).toMatchObject({ level: 'office', id: expect.stringMatching(/^device:/) })
    expect((await atCentre.call('GET', '/centre/api/place')).body).toMatchObject({ level: 'province', id: 'centre' })
  })

  test('holds the work of its desks while there is no line, and brings it to the centre when there is one, text before pages', async () => {
    ground.line.cut('silent')
    const dossier = makeDossier()
    const event = makeEvent({ dossierId: dossier._id })
    const page = makePage(randomBytes(300_000))
    const [written] = await write(desk, tanAn.dossiers, dossier)
    expect(written?.error).toBeUndefined()
    await write(desk, tanAn.journal, event)
    expect((await desk.call('PUT', `/centre/db/${tanAn.pages}/${encodeURIComponent(page._id)}`, page)).status).toBe(201)
    const rev = written?.rev ?? ''
    expect(await ask(tanAn.dossiers, [{ id: dossier._id, rev }])).toEqual({ held: [], refused: [] })
    ground.line.restore()
    await until(async () => (await ask(tanAn.dossiers, [{ id: dossier._id, rev }])).held.length === 1, 'the province has the dossier')
    expect(await revisionOf(atCentre, tanAn.dossiers, dossier._id)).toBe(rev)
    await until(async () => (await revisionOf(atCentre, tanAn.pages, page._id)) !== undefined, 'the province has the page')
    expect(await revisionOf(atCentre, tanAn.journal, event._id)).toBeDefined()
    expect(await digestOf(atCentre, page._id)).toBe(await digestOf(desk, page._id))
  })

  test('keeps the history of revisions, so that a desk may go on at the centre where it stopped at the hub', async () => {
    const dossier = makeDossier()
    const [first] = await write(desk, tanAn.dossiers, dossier)
    const [second] = await write(desk, tanAn.dossiers, {
      ...moveDossier(dossier, { status: 4, stage: 'examining', role: 'one_stop_official' }),
      _rev: first?.rev,
    })
    await until(async () => (await revisionOf(atCentre, tanAn.dossiers, dossier._id)) === second?.rev, 'both revisions are at the centre')
    const [third] = await write(atCentre, tanAn.dossiers, {
      ...moveDossier(dossier, { status: 4, stage: 'proposed', role: 'specialist', by: 'person:chi.lt' }),
      _rev: second?.rev,
    })
    expect(third?.error).toBeUndefined()
    await until(async () => (await revisionOf(desk, tanAn.dossiers, dossier._id)) === third?.rev, 'the hub has what the centre wrote')
    const leaves = await desk.call('GET', `/centre/db/${tanAn.dossiers}/${encodeURIComponent(dossier._id)}?open_revs=all`, undefined, {
      accept: 'application/json',
    })
    expect(leaves.body).toHaveLength(1)
  })

  test('keeps back a page whose bytes are not what its name says, tells why, and lets nothing else wait for it', async () => {
    const bad = { ...makePage(randomBytes(2000)), _id: makePage(randomBytes(10))._id }
    const good = makePage(randomBytes(2000))
    for (const page of [bad, good])
      expect((await desk.call('PUT', `/centre/db/${tanAn.pages}/${encodeURIComponent(page._id)}`, page)).status).toBe(201)
    await until(async () => (await revisionOf(atCentre, tanAn.pages, good._id)) !== undefined, 'the neighbour is at the centre')
    const rev = (await revisionOf(desk, tanAn.pages, bad._id)) ?? ''
    await until(async () => (await ask(tanAn.pages, [{ id: bad._id, rev }])).refused.length === 1, 'the hub says why')
    expect((await ask(tanAn.pages, [{ id: bad._id, rev }])).refused).toMatchObject([{ id: bad._id, code: 'digest_mismatch' }])
    expect(await revisionOf(atCentre, tanAn.pages, bad._id)).toBeUndefined()
  })

  test('does not double an event that a desk brought to both sides', async () => {
    ground.line.cut()
    const event = makeEvent()
    const [here] = await write(desk, tanAn.journal, event)
    await write(atCentre, tanAn.journal, event)
    ground.line.restore()
    await until(
      async () => (await ask(tanAn.journal, [{ id: event._id, rev: here?.rev ?? '' }])).held.length === 1,
      'the event counts as there',
    )
    const leaves = await atCentre.call('GET', `/centre/db/${tanAn.journal}/${encodeURIComponent(event._id)}?open_revs=all`, undefined, {
      accept: 'application/json',
    })
    expect(leaves.body).toHaveLength(1)
  })

  test('gives a desk the same rights at the centre, under the same credential', async () => {
    const device = desk.cookies.get('mc_device') ?? ''
    await until(async () => {
      const answer = await openCentreClient(ground.centre.origin).call('GET', '/centre/api/device', undefined, {
        cookie: `mc_device=${device}`,
      })
      return answer.status === 200
    }, 'the centre knows the desk')
    expect(verdict(await desk.call('GET', '/centre/api/device'))).toBe('200')
  })
})
