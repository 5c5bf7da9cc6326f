import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { Dossier } from '#core/dossier/dossier.ts'
import { makeUlid } from '#core/record/ids.ts'
import { toInstant } from '#core/record/instant.ts'

const fixture: unknown = JSON.parse(readFileSync(resolve(import.meta.dirname, '../fixtures/records/dossier-v1.json'), 'utf8'))
const base = Dossier.parse(fixture)

/** All moments lie on full hours of some weeks, so that equal moments are met often. */
export const weeksStartMs = Date.parse('2026-10-01T00:00:00+07:00')
const hourMs = 3_600_000
const atHour = (hour: number) => toInstant(weeksStartMs + hour * hourMs)

type Step = { workHours: number; stillHours: number; status: 5 | 6 | 7; extendsBy: number | null; runsOn: boolean }
type Life = {
  index: number
  receivedHour: number
  dueIn: number | null
  steps: Step[]
  lastWork: number
  end: 'open' | 'done' | 'returned' | 'refused' | 'stopped' | 'withdrawn' | 'voided' | 'registered'
  online: boolean
  sector: string
  agency: string
}

const step = fc.record({
  workHours: fc.integer({ min: 0, max: 60 }),
  stillHours: fc.integer({ min: 1, max: 120 }),
  status: fc.constantFrom(5 as const, 5 as const, 6 as const, 7 as const),
  extendsBy: fc.option(fc.integer({ min: -20, max: 120 })),
  runsOn: fc.boolean(),
})

const life: fc.Arbitrary<Life> = fc.record({
  index: fc.integer({ min: 0, max: 2 ** 30 }),
  receivedHour: fc.integer({ min: 0, max: 24 * 60 }),
  dueIn: fc.option(fc.integer({ min: 0, max: 240 }), { freq: 8 }),
  steps: fc.array(step, { maxLength: 3 }),
  lastWork: fc.integer({ min: 0, max: 100 }),
  end: fc.constantFrom('open', 'open', 'done', 'done', 'returned', 'returned', 'refused', 'stopped', 'withdrawn', 'voided', 'registered'),
  online: fc.boolean(),
  sector: fc.constantFrom('Hộ tịch', 'Chứng thực', 'Đất đai'),
  agency: fc.constantFrom('h53-27712', 'h53-27991'),
})

/** Dossiers with every kind of end, pauses that follow on each other, and appointments that were moved. */
export const randomDossiers = (maxLength = 12): fc.Arbitrary<Dossier[]> =>
  fc.uniqueArray(life, { maxLength, selector: ({ index }) => index }).map((lives) => lives.map(live))

const act = (hour: number) => ({ at: atHour(hour), by: base.received.by, byName: base.received.byName })

function live(one: Life): Dossier {
  let hour = one.receivedHour
  let due = one.dueIn === null ? null : hour + one.dueIn
  const pauses: unknown[] = []
  const supplements: unknown[] = []
  const dueHistory: unknown[] = [
    { at: atHour(hour), by: base.received.by, from: null, to: due === null ? null : atHour(due), reason: 'received' },
  ]
  for (const { workHours, stillHours, status, extendsBy, runsOn } of one.steps) {
    hour += runsOn ? 0 : workHours
    if (status === 5) supplements.push({ ...supplement, id: `s${hour}-${supplements.length}`, requested: act(hour) })
    pauses.push({ from: atHour(hour), to: atHour(hour + stillHours), status })
    hour += stillHours
    if (due === null || extendsBy === null) continue
    const moved: number = due + extendsBy
    dueHistory.push({ at: atHour(hour), by: base.received.by, from: atHour(due), to: atHour(moved), reason: 'resumed' })
    due = moved
  }
  hour += one.lastWork
  return Dossier.parse({
    ...base,
    ...endOf(one, hour),
    id: `dossier:${makeUlid(weeksStartMs, bytesOf(one.index))}`,
    code: `H53.27712-261001-${String(one.index).padStart(10, '0')}`,
    channel: one.online ? 2 : 1,
    procedure: { ...base.procedure, sector: one.sector },
    agencies: { assisting: null, receiving: one.agency, competent: one.agency },
    received: { ...base.received, at: atHour(one.receivedHour) },
    dueAt: due === null ? null : atHour(due),
    dueHistory,
    pauses,
    supplements,
  })
}

const supplement = { formNumber: '', reason: 'Thiếu giấy tờ', papers: [], deadline: null, received: null, receivedNote: '' }

function endOf({ end }: Life, hour: number): Record<string, unknown> {
  const business = (status: number) => ({ ...base.business, status, stage: null, since: atHour(hour) })
  const result = { act: act(hour), number: '1', title: 'Kết quả', issuedOn: atHour(hour).slice(0, 10) }
  const returned = { act: act(hour + 5), to: 'Người nhận', relation: 'applicant', signatureNote: 'ký', authorisation: '' }
  switch (end) {
    case 'done':
      return { business: business(9), result }
    case 'returned':
      return { business: business(10), result, delivery: { ...base.delivery, state: 'returned', returned } }
    case 'refused':
      return { business: business(3), refusal: { act: act(hour), formNumber: '', legalGround: 'Điều 1', reason: 'Không thuộc thẩm quyền' } }
    case 'stopped':
      return { business: business(8), stop: { act: act(hour), formNumber: '', reason: 'Hết hạn bổ sung', legalGround: '' } }
    case 'withdrawn':
      return { business: business(8), withdrawal: { requested: act(hour), reason: 'Đổi ý', settled: act(hour), accepted: true } }
    case 'voided':
      return { business: business(8), voided: { act: act(hour), reason: 'Nhập nhầm' } }
    case 'registered':
      return { business: business(1) }
    default:
      return { business: { ...base.business, since: atHour(hour) } }
  }
}

function bytesOf(index: number): Uint8Array {
  const bytes = new Uint8Array(10)
  new DataView(bytes.buffer).setUint32(6, index)
  return bytes
}
