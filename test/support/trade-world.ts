import { Agency } from '#core/agency/agency.ts'
import { WorkCalendar } from '#core/calendar/work-calendar.ts'
import type { CommandContext } from '#core/dossier/command-context.ts'
import type { Dossier } from '#core/dossier/dossier.ts'
import type { IntakeDraft } from '#core/dossier/intake.ts'
import { type IntakeContext, receiveDossier } from '#core/dossier/receive-dossier.ts'
import type { Role } from '#core/person/role.ts'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import { Procedure } from '#core/procedure/procedure.ts'
import { AgencySlug, DraftId, EventId, makeUlid, PersonId } from '#core/record/ids.ts'
import { Day, Instant } from '#core/record/instant.ts'

const source = { title: 'Thử nghiệm', checkedOn: '2026-11-01', verified: true }
const officeDay = [
  { from: '07:00', to: '11:30' },
  { from: '13:30', to: '17:00' },
]

/** A calendar of office days without any day off but the ones given. */
export function makeCalendar(daysOff: string[] = []): WorkCalendar {
  return WorkCalendar.parse({
    kind: 'calendar',
    schemaVersion: 1,
    id: 'calendar:h53',
    name: 'Thử nghiệm',
    week: [officeDay, officeDay, officeDay, officeDay, officeDay, [], []],
    agencyWeeks: {},
    daysOff: daysOff.map((day) => ({ day, name: 'Nghỉ', source: '', verified: true })),
    workingDays: [],
    knownFrom: '2024-01-01',
    knownTo: '2030-12-31',
  })
}

/** A procedure of three working days with one scanned and one shown paper and a fee of 8.000 đ a copy. */
export function makeProcedure(changes: Record<string, unknown> = {}): Procedure {
  const days = { value: 3, unit: 'working_day' }
  return Procedure.parse({
    kind: 'procedure',
    schemaVersion: 1,
    id: 'procedure:1.001193:1',
    code: '1.001193',
    version: '1',
    effectiveFrom: '2025-07-01',
    effectiveTo: null,
    name: 'Đăng ký khai sinh',
    shortName: 'Khai sinh',
    sector: 'Hộ tịch',
    level: 'commune',
    online: 'full',
    durations: { '1': days, '2': days, '3': days },
    durationSource: source,
    cutoff: '15:00',
    papers: [
      { id: 'to-khai', name: 'Tờ khai', originals: 1, copies: 0, required: true, shownOnly: false, satisfiableBy: [], condition: '' },
      {
        id: 'cccd',
        name: 'Thẻ căn cước',
        originals: 1,
        copies: 0,
        required: true,
        shownOnly: true,
        satisfiableBy: ['CSDLQG về dân cư'],
        condition: '',
      },
    ],
    papersSource: source,
    fees: [
      {
        code: 'trich-luc',
        name: 'Bản sao trích lục',
        kind: 'le_phi',
        per: 'copy',
        onRequest: true,
        tiers: [{ from: 1, amountVnd: 8000 }],
        capVnd: null,
        channels: [],
        validFrom: null,
        validTo: null,
        exemptions: [{ code: 'ho-ngheo', reason: 'Hộ nghèo', legalGround: 'Thử nghiệm', share: 1, validFrom: null, validTo: null }],
        source,
      },
    ],
    competent: 'receiving',
    results: [],
    steps: [],
    retentionYears: null,
    note: '',
    ...changes,
  })
}

export const tanAn = AgencySlug.parse('h53-27712')

/** A commune, its calendar and one procedure. */
export function makeCatalogue(changes: Partial<Catalogue> = {}): Catalogue {
  const agency = Agency.parse({
    kind: 'agency',
    schemaVersion: 1,
    id: 'agency:h53-27712',
    slug: 'h53-27712',
    code: 'H53.27712',
    codeVerified: false,
    name: 'UBND phường Tân An',
    shortName: 'Tân An',
    officeName: 'Trung tâm Phục vụ hành chính công phường Tân An',
    level: 'commune',
    parent: 'h53',
    unitCode: '27712',
    serves: [],
    address: '',
    phone: '',
    lookupSite: '',
    calendar: 'h53',
    validFrom: '2025-07-01',
    validTo: null,
    mergedInto: null,
    pilot: true,
  })
  return { procedures: [makeProcedure()], agencies: [agency], people: [], calendars: [makeCalendar(['2026-11-24'])], ...changes }
}

let made = 0
function nextUlid(): string {
  made += 1
  return makeUlid(1_790_000_000_000 + made, new Uint8Array(10))
}

/** The context of an official of Tân An acting at `at`. */
export function makeContext(at: string, roles: Role[] = ['one_stop_official'], catalogue = makeCatalogue()): CommandContext {
  return {
    at: Instant.parse(at),
    actor: { person: PersonId.parse('person:an.nt'), name: 'Nguyễn Thị An', roles, agency: tanAn },
    deskName: 'Quầy 2',
    catalogue,
    eventId: EventId.parse(`event:${nextUlid()}`),
    newId: nextUlid,
  }
}

export function makeIntakeContext(at: string, catalogue = makeCatalogue()): IntakeContext {
  made += 1
  const number = {
    code: `H53.27712-261122-001${String(made).padStart(4, '0')}`,
    slot: 1,
    generation: 1,
    counter: made,
    day: Day.parse('2026-11-22'),
    lookupSecret: 'K7QP',
  }
  return { ...makeContext(at, ['one_stop_official'], catalogue), number, dossierId: `dossier:${nextUlid()}` }
}

/** A complete intake at Tân An. */
export function makeDraft(changes: Partial<IntakeDraft> = {}): IntakeDraft {
  const at = Instant.parse('2026-11-20T08:00:00+07:00')
  const by = PersonId.parse('person:an.nt')
  return {
    kind: 'draft',
    schemaVersion: 1,
    id: DraftId.parse(`draft:${nextUlid()}`),
    author: by,
    started: at,
    updated: at,
    procedureCode: '1.001193',
    channel: 1,
    competent: null,
    assisting: null,
    applicant: {
      type: 'citizen',
      name: 'TRẦN THỊ B',
      personalId: '080190000002',
      oldId: null,
      taxCode: null,
      birthDate: '15/08/1990',
      sex: 'female',
      address: { text: 'Khu phố 2, Phường Thử, Tây Ninh', unitCode: null },
      phone: '0912345678',
      email: null,
      nameToCheck: false,
    },
    submitter: null,
    subject: '',
    sets: 1,
    papers: [
      { paperId: 'to-khai', name: 'Tờ khai', required: true, originals: 1, copies: 0, met: 'paper', lookup: null, note: '' },
      { paperId: 'cccd', name: 'Thẻ căn cước', required: true, originals: 1, copies: 0, met: 'shown', lookup: null, note: '' },
    ],
    placements: [],
    feeQuantities: {},
    exemptionCode: null,
    feeLines: [],
    payment: null,
    deliveryMethod: 'counter',
    deliveryPlace: '',
    note: '',
    ...changes,
  }
}

/** A dossier just received at `at`. */
export function makeDossier(at = '2026-11-20T08:00:00+07:00', draft: Partial<IntakeDraft> = {}): Dossier {
  return receiveDossier(makeDraft(draft), makeIntakeContext(at)).dossier
}
