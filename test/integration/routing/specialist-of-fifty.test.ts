import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { AgencySlug } from '#core/record/ids.ts'
import { loadCatalogue } from '#resources/catalogue/load-catalogue.ts'
import { buildApi, makeLog } from '#sync-server/api/serve-api.ts'
import { type EmbeddedStore, serveEmbedded } from '#sync-server/embedded/serve-embedded.ts'
import { openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import { knownRules } from '#sync-server/provision/design-documents.ts'
import { provisionAgency, provisionCentre } from '#sync-server/provision/provision-centre.ts'
import { checkRoutes } from '#sync-server/routing/check-routes.ts'
import { createRouter } from '#sync-server/routing/router.ts'
import { demoPassword, seedDemo } from '#sync-server/seed-demo.ts'
import { type CentreClient, openCentreClient, verdict } from '#test/integration/centre/centre-client.ts'
import { makeDossier, makeEvent, makePage } from '#test/integration/centre/centre-records.ts'

const land = 'h53-vpdk-kv1'
const catalogue = loadCatalogue()
const communes = catalogue.agencies.filter(({ level }) => level === 'commune').slice(0, 50)

let folder: string
let store: EmbeddedStore
let app: FastifyInstance
let specialist: CentreClient
const kept = new Map<AgencySlug, { theirs: string; landCase: string; event: string; page: string }>()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mc-fifty-'))
  const admin = { name: 'boss', password: randomBytes(12).toString('hex') }
  store = await serveEmbedded({ dataDir: folder, admin, known: knownRules(), passwordIterations: 1000, cookieSeconds: 3600 })
  const central = { url: store.origin, admin }
  const couch = openCouchAdmin(central)
  await provisionCentre(couch)
  await seedDemo(couch, { dossiers: false, now: Date.now() })
  for (const { slug } of communes) {
    await provisionAgency(couch, slug, catalogue.people)
    const names = databasesOf(slug)
    const page = makePage(randomBytes(300))
    const agencies = (competent: string) => ({ agencies: { assisting: null, receiving: slug, competent } })
    const placements = [{ id: 'p1', page: page._id.slice('page:'.length) }]
    const landCase = makeDossier({ ...agencies(land), placements })
    const theirs = makeDossier(agencies(slug))
    const event = makeEvent({ dossierId: landCase._id, agency: slug })
    await couch.use(names.pages).insert(page)
    await couch.use(names.dossiers).bulk({ docs: [landCase, theirs] })
    await couch.use(names.journal).insert(event)
    kept.set(slug, { theirs: theirs._id, landCase: landCase._id, event: event._id, page: page._id })
  }
  const router = createRouter(couch, { central, log: makeLog('silent') })
  await router.once()
  await router.once()
  expect(await checkRoutes(couch)).toEqual([])
  app = await buildApi({ central })
  specialist = openCentreClient(await app.listen({ port: 0, host: '127.0.0.1' }))
  await specialist.call('POST', '/centre/api/session', { login: 'trung.nv', password: demoPassword })
  const enrolled = await specialist.call('POST', '/centre/api/devices', { deskName: 'Bàn xử lý', fingerprint: 'fifty-communes' })
  expect(verdict(enrolled)).toBe('201')
}, 400_000)
afterAll(async () => {
  await app.close()
  await store.close()
  await rm(folder, { recursive: true, force: true })
})

const Rows = z.object({ rows: z.array(z.object({ id: z.string() })) })
const idsIn = async (database: string) =>
  Rows.parse((await specialist.call('GET', `/centre/db/${database}/_all_docs`)).body).rows.flatMap(({ id }) =>
    id.startsWith('_') ? [] : [id],
  )

describe('a specialist of a second-level agency', () => {
  test('finds the dossiers of fifty communes, their events and pages, in three databases of its own', async () => {
    const own = databasesOf(z.custom<AgencySlug>().parse(land))
    const all = [...kept.values()]
    expect(await idsIn(own.dossiers)).toEqual(all.map(({ landCase }) => landCase).sort())
    expect(await idsIn(own.journal)).toEqual(all.map(({ event }) => event).sort())
    expect(await idsIn(own.pages)).toEqual(all.map(({ page }) => page).sort())
  })

  test('can read nothing else with curl and its own cookies: no database of any commune, none of the centre', async () => {
    const answers = new Set<string>()
    for (const { slug } of communes) {
      const { theirs, landCase, page, event } = kept.get(slug) ?? { theirs: '', landCase: '', page: '', event: '' }
      const { dossiers, journal, pages } = databasesOf(slug)
      const paths = [dossiers, `${dossiers}/_all_docs`, `${dossiers}/_changes`, `${dossiers}/${theirs}`, `${dossiers}/${landCase}`]
      for (const path of [...paths, `${journal}/${event}`, `${pages}/${page}`, `${pages}/${page}/bytes`]) {
        answers.add(String((await specialist.call('GET', `/centre/db/${path}`)).status))
      }
      for (const call of ['_bulk_get', '_all_docs', '_bulk_docs', '_revs_diff']) {
        const body = call === '_revs_diff' ? { [theirs]: ['1-a'] } : { docs: [{ id: theirs, _id: theirs }], keys: [theirs] }
        answers.add(String((await specialist.call('POST', `/centre/db/${dossiers}/${call}`, body)).status))
      }
    }
    expect([...answers]).toEqual(['403'])
    for (const name of ['centre', 'routing', '_users', '_replicator', '_all_dbs', '_node/_local/_config']) {
      expect((await specialist.call('GET', `/centre/db/${name}`)).status).toBe(404)
    }
    expect((await specialist.call('GET', '/centre/db/cases/_all_docs')).status).toBe(403)
  })

  test('is refused what would reach around the rights of its own databases', async () => {
    const { dossiers, journal } = databasesOf(z.custom<AgencySlug>().parse(land))
    const [first] = [...kept.values()]
    for (const path of ['_security', '_design/routing/_view/by-page', '_purge', '_find', '_local/x', '..%2fcentre']) {
      expect((await specialist.call('GET', `/centre/db/${dossiers}/${path}`)).status).toBeGreaterThanOrEqual(400)
    }
    // A dossier under the id of a commune's own one must not draw that one here.
    const stolen = makeDossier({
      _id: first?.theirs,
      id: first?.theirs,
      agencies: { assisting: null, receiving: communes[0]?.slug, competent: land },
    })
    const answer = await specialist.call('POST', `/centre/db/${dossiers}/_bulk_docs`, { docs: [stolen] })
    expect(JSON.stringify(answer.body)).toContain('agency-foreign')
    const event = await specialist.call('POST', `/centre/db/${journal}/_bulk_docs`, { docs: [makeEvent({ agency: communes[0]?.slug })] })
    expect(JSON.stringify(event.body)).toContain('agency-foreign')
  })

  test('gets no other agency through the API', async () => {
    for (const path of ['/centre/api/oversight', '/centre/api/search?text=a', '/centre/api/pulse']) {
      const answer = await specialist.call('GET', `${path}${path.includes('?') ? '&' : '?'}agency=${communes[0]?.slug}`)
      for (const { theirs } of kept.values()) expect(answer.text).not.toContain(theirs)
    }
  })
})
