import { createHash, webcrypto } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { deadlineOf } from '#core/calendar/deadline.ts'
import { Dossier } from '#core/dossier/dossier.ts'
import { canonicalJson, type JournalEvent } from '#core/journal/event.ts'
import { parseDossierCode } from '#core/numbering/dossier-code.ts'
import { Person } from '#core/person/person.ts'
import { Instant } from '#core/record/instant.ts'
import { checkDossierAuthor, checkEventAuthor } from '#core/rules/authority.ts'
import { checkDossier, checkEvent, checkPage } from '#core/rules/structure.ts'
import { findTransition } from '#core/rules/transition-table.ts'
import { loadCatalogue } from '#resources/catalogue/load-catalogue.ts'
import { listDemoDocuments } from '#resources/demo/demo-documents.ts'
import { type DemoSigner, makeDemoSigner, withDemoKeys } from '#resources/demo/demo-signer.ts'
import { type DemoData, makeDemoDossiers } from '#resources/demo/make-dossiers.ts'

const catalogue = loadCatalogue()
const now = Instant.parse('2026-11-23T10:00:00+07:00')
let signer: DemoSigner
let demo: DemoData
let dossiers: Dossier[]
let events: JournalEvent[]

const make = (counts?: { first: number; others: number }) =>
  makeDemoDossiers({ catalogue, now, keyId: signer.keyId, signEvent: signer.signEvent, ...(counts === undefined ? {} : { counts }) })

beforeAll(async () => {
  signer = await makeDemoSigner()
  demo = await make()
  dossiers = demo.databases.flatMap((one) => one.dossiers.filter((dossier) => dossier.agencies.receiving === one.agency))
  const byId = new Map(demo.databases.flatMap((one) => one.events).map((event) => [event.id, event]))
  events = [...byId.values()]
}, 60_000)

const deadlineNow = (dossier: Dossier) => {
  const [calendar] = catalogue.calendars
  if (calendar === undefined) throw new Error('no calendar')
  const { status } = dossier.business
  const pausedNow = dossier.pauses.some((pause) => pause.to === null)
  return deadlineOf({ status, dueAt: dossier.dueAt, pausedNow, now, calendar, agency: dossier.agencies.receiving })
}

describe('the demo dossiers', () => {
  it('are 200 valid records, most of them in Tân An', () => {
    expect(dossiers).toHaveLength(200)
    expect(dossiers.filter((one) => one.agencies.receiving === 'h53-27712').length).toBeGreaterThanOrEqual(115)
    for (const one of dossiers) expect(Dossier.safeParse(one).success).toBe(true)
  })

  it('stand in all ten official statuses and every stage of processing', () => {
    expect(new Set(dossiers.map((one) => one.business.status))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]))
    expect(new Set(dossiers.map((one) => one.business.stage))).toEqual(new Set([null, 'examining', 'proposed', 'sent_back', 'approved']))
  })

  it('fall due around now: in time, soon, today, late, paused', () => {
    const standing = new Map<string, number>()
    for (const one of dossiers) standing.set(deadlineNow(one), (standing.get(deadlineNow(one)) ?? 0) + 1)
    for (const deadline of ['on_time', 'soon', 'today', 'late', 'paused', 'done'])
      expect(standing.get(deadline) ?? 0).toBeGreaterThanOrEqual(3)
  })

  it('have codes and personal numbers of their own, from the slot reserved for the demo', () => {
    expect(new Set(dossiers.map((one) => one.code)).size).toBe(200)
    expect(new Set(dossiers.map((one) => one.applicant.personalId)).size).toBe(200)
    for (const one of dossiers) expect(parseDossierCode(one.code)).toMatchObject({ slot: 901, counter: one.numbering.counter })
  })

  it('happened before now and were never received on a day off', () => {
    for (const event of events) expect(event.at <= now).toBe(true)
    for (const one of dossiers) expect(one.received.at.slice(0, 10)).not.toBe('2026-11-24')
  })

  it('reach the agency that decides them as well as the one that received them', () => {
    const regional = demo.databases.find((one) => one.agency === 'h53-vpdk-kv1')
    expect(regional?.dossiers.length).toBeGreaterThan(0)
    for (const one of regional?.dossiers ?? []) expect(one.agencies).toMatchObject({ competent: 'h53-vpdk-kv1' })
  })

  it('are the same for the same question, but for signatures', async () => {
    const codes = (data: DemoData) => data.databases.flatMap((one) => one.dossiers.map((dossier) => canonicalJson(dossier)))
    const small = { first: 14, others: 14 }
    expect(codes(await make(small))).toEqual(codes(await make(small)))
  })
})

describe('the journal of the demo', () => {
  it('leads each dossier to its status by steps the law allows', () => {
    for (const one of dossiers) {
      const own = events.filter((event) => event.dossierId === one.id).sort((a, b) => (a.at < b.at ? -1 : 1))
      expect(own.at(-1)).toMatchObject({ id: one.lastEvent, to: one.business.status })
      for (const { from, to } of own) if (to !== null && from !== to) expect(findTransition(from, to)).toBeDefined()
    }
  })

  it('is an unbroken chain on each PC', () => {
    for (const { device } of demo.devices) {
      const chain = events.filter((event) => event.device === device).sort((a, b) => a.chain.seq - b.chain.seq)
      chain.forEach((event, index) => {
        const before = chain[index - 1]
        const prevHash = before === undefined ? '' : createHash('sha256').update(canonicalJson(before)).digest('hex')
        expect(event.chain).toEqual({ seq: index + 1, prevHash })
      })
    }
  })

  it('is signed with the key that the people publish', async () => {
    const people = withDemoKeys(catalogue.people, signer, { devices: demo.devices, since: now })
    for (const event of events.slice(0, 20)) {
      const author = Person.parse(people.find((one) => one.id === event.author))
      const key = author.keys.find((one) => one.keyId === event.keyId && one.device === event.device)
      const { signature, ...unsigned } = event
      expect(await isSigned(key?.jwk ?? {}, canonicalJson(unsigned), signature)).toBe(true)
    }
  })

  it('names an author who held the role then', () => {
    for (const event of events) {
      const author = catalogue.people.find((one) => one.id === event.author)
      expect([author?.agency, author?.roles.some((term) => term.role === event.role)]).toEqual([event.agency, true])
    }
  })
})

async function isSigned(jwk: Person['keys'][number]['jwk'], text: string, signature: string): Promise<boolean> {
  const key = await webcrypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify'])
  return webcrypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, Buffer.from(signature, 'base64'), Buffer.from(text))
}

describe('the documents of the demo', () => {
  it('keep the rules of structure and authority that the centre validates with', () => {
    const terms = ({ roles }: Person) => ({ roles: roles.map(({ role, since, until }) => ({ role, since, until })) })
    const authors = Object.fromEntries(catalogue.people.map((one) => [one.id, terms(one)]))
    for (const { database, docs } of listDemoDocuments(demo)) {
      for (const doc of docs) {
        if (database.endsWith('-dossiers')) {
          checkDossier(doc, null, false)
          checkDossierAuthor(doc, null, authors)
        } else if (database.endsWith('-journal')) {
          checkEvent(doc, null, false)
          checkEventAuthor(doc, authors)
        } else checkPage(doc, null, false)
      }
    }
  })

  it('fill three databases of each agency, each document once', () => {
    const databases = listDemoDocuments(demo)
    expect(databases.map((one) => one.database)).toEqual(
      expect.arrayContaining(['agency-h53-27712-dossiers', 'agency-h53-27712-journal', 'agency-h53-27712-pages']),
    )
    for (const { docs } of databases) expect(new Set(docs.map((doc) => doc._id)).size).toBe(docs.length)
  })
})

describe('the pages of the demo', () => {
  it('stand under the hash of their bytes and are pictures of the size they claim', () => {
    const pages = demo.databases.flatMap((one) => one.pages)
    expect(pages.length).toBeGreaterThan(50)
    for (const page of pages.slice(0, 10)) {
      expect(page.hash).toBe(createHash('sha256').update(page.bytes).digest('hex'))
      const bytes = Buffer.from(page.bytes)
      const dataLength = bytes.readUInt32BE(33)
      expect(inflateSync(new Uint8Array(bytes.subarray(41, 41 + dataLength)))).toHaveLength((page.widthPx + 1) * page.heightPx)
    }
  })

  it('are all there for every dossier of an agency', () => {
    for (const { dossiers: own, pages } of demo.databases) {
      const hashes = new Set(pages.map((page) => page.hash))
      for (const placement of own.flatMap((one) => one.placements)) expect(hashes.has(placement.page)).toBe(true)
    }
  })
})
