import { z } from 'zod'
import type { Agency } from '#core/agency/agency.ts'
import { type Dossier, dossierSchemaVersion } from '#core/dossier/dossier.ts'
import { untouched } from '#core/dossier/untouched.ts'
import { machines } from '#core/person/machine.ts'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import { findProcedureInForce } from '#core/procedure/catalogue.ts'
import { makeRequiredPapers } from '#core/procedure/make-required-papers.ts'
import { DossierId, EventId, type PersonId } from '#core/record/ids.ts'
import { dayOf, Instant } from '#core/record/instant.ts'

/** A dossier that a citizen filed on the national portal, in its field names (domain.md §6.1). */
export const OnlineDossier = z.looseObject({
  MaHoSo: z.string().regex(/^[A-Z0-9.]{3,20}-\d{6}-\d{7}$/),
  MaTTHC: z.string().regex(/^\d\.\d{6}$/),
  ChuHoSo: z.string().trim().min(1).max(200),
  LoaiDoiTuong: z.enum(['1', '2']),
  SoDinhDanh: z.string().max(20).default(''),
  SoDienThoai: z.string().max(20).default(''),
  Email: z.string().max(200).default(''),
  DiaChi: z.string().max(500).default(''),
  TrichYeuHoSo: z.string().max(1000).default(''),
  NoiNopHoSo: z.string(),
  NgayNopHoSo: z.string().regex(/^\d{14}$/),
})
export type OnlineDossier = z.infer<typeof OnlineDossier>

export type OnlineContext = {
  catalogue: Catalogue
  dossierId: string
  eventId: string
  lookupSecret: string
  at: Instant
  centre: { by: PersonId; byName: string }
}

/** Who stands for the portal on records; no official may act in its name. */
export const portalPerson = { by: machines.portal, byName: 'Cổng Dịch vụ công quốc gia' }

const notSent = { state: 'not_sent' as const, at: null, note: '' }

/**
 * A dossier in status 1 (Mới đăng ký) at the agency where it was filed: no clock runs yet, nothing is paid, no paper is met.
 * @returns the dossier, or why it cannot be brought in
 */
export function foundOnlineDossier(
  record: OnlineDossier,
  context: OnlineContext,
): { dossier: Dossier } | { problem: 'unknown-agency' | 'unknown-procedure' | 'bad-time' } {
  const { catalogue, at, centre } = context
  const filed = readPortalTime(record.NgayNopHoSo)
  if (filed === undefined) return { problem: 'bad-time' }
  const agency = catalogue.agencies.find((one) => one.code === record.NoiNopHoSo && one.validTo === null)
  if (agency === undefined) return { problem: 'unknown-agency' }
  const procedure = findProcedureInForce(catalogue, record.MaTTHC, dayOf(filed))
  if (procedure === undefined) return { problem: 'unknown-procedure' }
  const act = { at: filed, ...portalPerson }
  const competent = catalogue.agencies.find((one) => one.slug === procedure.competent)?.slug ?? agency.slug
  return {
    dossier: {
      kind: 'dossier',
      schemaVersion: dossierSchemaVersion,
      id: DossierId.parse(context.dossierId),
      code: record.MaHoSo,
      numbering: { slot: 0, generation: 0, counter: 0, day: dayOf(filed) },
      lookupSecret: context.lookupSecret,
      procedure: { code: procedure.code, version: procedure.version, name: procedure.name, sector: procedure.sector },
      agencies: { assisting: null, receiving: agency.slug, competent },
      channel: 2,
      applicant: applicantOf(record),
      submitter: null,
      subject: record.TrichYeuHoSo,
      sets: 1,
      papers: makeRequiredPapers(procedure),
      placements: [],
      ...newStates(act, agency),
      sync: { nationalPortal: { ...notSent, state: 'sent', at }, ministry: notSent, warehouse: notSent },
      received: { ...act, deskName: portalPerson.byName },
      duration: procedure.durations[2] ?? { value: 0, unit: 'none' },
      ...untouched(),
      dueAt: null,
      dueHistory: [],
      book: null,
      lastEvent: EventId.parse(context.eventId),
      updated: { at, by: centre.by, byName: centre.byName, role: 'administrator' },
    },
  }
}

function newStates({ at }: { at: Instant }, agency: Agency): Pick<Dossier, 'business' | 'money' | 'delivery'> {
  const holder = { role: 'one_stop_official' as const, person: null, name: agency.officeName ?? agency.name, since: at }
  return {
    business: { status: 1, stage: null, statusBefore: null, stageBefore: null, since: at, holder },
    money: { state: 'none', lines: [], totalVnd: 0, paidVnd: 0, payments: [], dutyNote: '' },
    delivery: { state: 'waiting', method: 'electronic', place: '', returned: null },
  }
}

function applicantOf(record: OnlineDossier): Dossier['applicant'] {
  const number = record.SoDinhDanh.trim()
  const citizen = record.LoaiDoiTuong === '1'
  return {
    type: citizen ? 'citizen' : 'organisation',
    name: record.ChuHoSo,
    personalId: citizen && /^\d{12}$/.test(number) ? number : null,
    oldId: citizen && /^\d{9}$/.test(number) ? number : null,
    taxCode: citizen || number === '' ? null : number,
    birthDate: null,
    sex: null,
    address: { text: record.DiaChi, unitCode: null },
    phone: record.SoDienThoai === '' ? null : record.SoDienThoai,
    email: record.Email === '' ? null : record.Email,
    nameToCheck: false,
  }
}

/** `20261105082000` → instant; undefined where it is no real moment. */
export function readPortalTime(text: string): Instant | undefined {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text) ?? []
  const parsed = Instant.safeParse(`${year}-${month}-${day}T${hour}:${minute}:${second}+07:00`)
  return parsed.success ? parsed.data : undefined
}
