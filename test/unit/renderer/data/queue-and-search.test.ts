import { expect, test } from 'vitest'
import type { Dossier } from '#core/dossier/dossier.ts'
import { AgencySlug, PersonId } from '#core/record/ids.ts'
import { toInstant } from '#core/record/instant.ts'
import type { QueueQuery, SignedInOfficial } from '#renderer/data/desk.ts'
import { toBrief } from '#renderer/data/dossiers/brief.ts'
import { toLine } from '#renderer/data/dossiers/dossier-row.ts'
import { acknowledgedMark } from '#renderer/data/dossiers/held-dossier.ts'
import { answerQueue, comparing, type QueueLine } from '#renderer/data/dossiers/queue.ts'
import { searchLines } from '#renderer/data/dossiers/search.ts'
import { makeCatalogue, makeDossier, tanAn } from '#test/support/trade-world.ts'

const now = toInstant(Date.parse('2026-11-20T10:00:00+07:00'))

function lineOf(record: Dossier): QueueLine {
  const held = { record, mark: acknowledgedMark('1-a'), pendingEvents: [], attachments: null, aside: null }
  return toLine(toBrief(held), { now, catalogue: makeCatalogue(), pageState: () => 'acknowledged' })
}

function dossierOf(name: string, changes: Partial<Dossier> = {}): Dossier {
  const dossier = makeDossier()
  return { ...dossier, applicant: { ...dossier.applicant, name }, ...changes }
}

const official: SignedInOfficial = {
  person: PersonId.parse('person:an.nt'),
  login: 'an.nt',
  name: 'An',
  roles: ['one_stop_official'],
  agency: tanAn,
  online: true,
}
const query: QueueQuery = { tab: 'open', text: '', order: { column: 'applicantName', descending: false }, sector: null }

test('search finds words in any order and without their marks', () => {
  const lines = [lineOf(dossierOf('Nguyễn Thị Hoà')), lineOf(dossierOf('Đặng Văn Út'))]
  expect(searchLines(lines, 'hoa nguyen', 10).map(({ applicantName }) => applicantName)).toEqual(['Nguyễn Thị Hoà'])
  expect(searchLines(lines, 'ut dang', 10).map(({ applicantName }) => applicantName)).toEqual(['Đặng Văn Út'])
  expect(searchLines(lines, 'hoa ut', 10)).toEqual([])
})

test('search finds the last digits of a personal number and of a code, and puts them first', () => {
  const wanted = dossierOf('Nguyễn Thị Hoà')
  const line = lineOf({ ...wanted, applicant: { ...wanted.applicant, personalId: '080190009876' } })
  expect(searchLines([lineOf(dossierOf('Người Khác 9876 Đường')), line], '9876', 10)[0]?.applicantName).toBe('Nguyễn Thị Hoà')
  expect(searchLines([line], wanted.code.slice(-7), 10)).toHaveLength(1)
})

test('a row never shows a personal number in full', () => {
  expect(JSON.stringify(lineOf(dossierOf('Nguyễn Thị Hoà')).row)).not.toContain('080190000002')
})

test('every tab is counted under the same filter and only one is answered', () => {
  const lines = [lineOf(dossierOf('Bình')), lineOf(dossierOf('An')), lineOf(closed(dossierOf('Cúc')))]
  const { rows, counts } = answerQueue(lines, query, official)
  expect(rows.toSorted(comparing(query.order)).map(({ applicantName }) => applicantName)).toEqual(['An', 'Bình'])
  expect(counts).toMatchObject({ open: 2, closed: 1, mine: 2 })
  expect(answerQueue(lines, { ...query, text: 'binh' }, official).counts).toMatchObject({ open: 1, closed: 0 })
})

test("another official's dossier is not mine, one that waits for my role is", () => {
  const business = (holder: Partial<Dossier['business']['holder']>) => {
    const { business: before } = makeDossier()
    return { business: { ...before, holder: { ...before.holder, ...holder } } }
  }
  const others = lineOf(dossierOf('A', business({ person: PersonId.parse('person:binh.tv') })))
  const anybodys = lineOf(dossierOf('B', business({ person: null, role: 'one_stop_official' })))
  const leaders = lineOf(dossierOf('C', business({ person: null, role: 'leader' })))
  expect(
    answerQueue([others, anybodys, leaders], { ...query, tab: 'mine' }, official).rows.map(({ applicantName }) => applicantName),
  ).toEqual(['B'])
})

function closed(dossier: Dossier): Dossier {
  return { ...dossier, business: { ...dossier.business, status: 10 } }
}

test('a paused dossier without an appointment is shown as paused', () => {
  const dossier = makeDossier()
  const paused = { ...dossier, dueAt: null, business: { ...dossier.business, status: 5 as const } }
  expect(lineOf(paused).row.deadline).toBe('paused')
})

test('by appointment, what runs against the clock stands before what is paused or done', () => {
  const withStatus = (name: string, status: Dossier['business']['status'], dueAt: string) => {
    const dossier = dossierOf(name)
    return lineOf({ ...dossier, dueAt: toInstant(Date.parse(dueAt)), business: { ...dossier.business, status } })
  }
  const lines = [
    withStatus('Chờ dân', 5, '2026-11-01T10:00:00+07:00'),
    withStatus('Đã xong', 9, '2026-11-02T10:00:00+07:00'),
    withStatus('Trong hạn', 4, '2026-12-20T10:00:00+07:00'),
    withStatus('Quá hạn', 4, '2026-11-19T10:00:00+07:00'),
  ]
  const byDue = (descending: boolean) =>
    answerQueue(lines, query, official)
      .rows.toSorted(comparing({ column: 'dueAt', descending }))
      .map(({ applicantName }) => applicantName)
  expect(byDue(false)).toEqual(['Quá hạn', 'Trong hạn', 'Đã xong', 'Chờ dân'])
  expect(byDue(true)).toEqual(['Trong hạn', 'Quá hạn', 'Đã xong', 'Chờ dân'])
})

test('a dossier that another agency decides is in its hands, not in those of the same role at home', () => {
  const land = AgencySlug.parse('h53-vpdk-kv1')
  const here = dossierOf('Người Sang Tên')
  const holder = { role: 'specialist' as const, person: null, name: '', since: now }
  const away = {
    ...here,
    agencies: { ...here.agencies, competent: land },
    business: { ...here.business, status: 4 as const, stage: 'examining' as const, holder },
  }
  const sent = { ...here, business: away.business, sendings: [{ id: 's1', to: land, sent: here.received, note: '', ended: null }] }
  const question: QueueQuery = { tab: 'mine', text: '', order: { column: 'dueAt', descending: false }, sector: null }
  const mineAt = (record: Dossier, agency: AgencySlug) =>
    answerQueue([lineOf(record)], question, { ...official, roles: ['specialist'], agency }).counts.mine
  expect([mineAt(away, tanAn), mineAt(away, land)]).toEqual([0, 1])
  expect([mineAt(sent, tanAn), mineAt(sent, land)]).toEqual([1, 1])
  expect(answerQueue([lineOf(away)], { ...question, tab: 'open', agency: land }, official).rows).toEqual([])
  expect(answerQueue([lineOf(away)], { ...question, tab: 'open', agency: tanAn }, official).rows).toHaveLength(1)
})
