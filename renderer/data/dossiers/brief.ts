import { type Dossier, dossierSchemaVersion } from '#core/dossier/dossier.ts'
import { sentTo } from '#core/dossier/members.ts'
import { toSearchTexts } from '#core/dossier/search-text.ts'
import type { CaseField, CaseSettlement, ReconciliationCase } from '#core/reconciliation/case.ts'
import type { AgencySlug, PersonId } from '#core/record/ids.ts'
import type { Instant } from '#core/record/instant.ts'
import type { SyncMark } from '#core/sync/mark.ts'
import type { DossierRow } from '../desk.ts'
import { type HeldDossier, isUnsent } from './held-dossier.ts'

/** What queue, search, counts, numbering and outbox need of a dossier without opening it. Worked out of the dossier alone. */
export type Brief = {
  id: Dossier['id']
  code: string
  rev: string | null
  /** True where the dossier or one of its events has to reach the centre: such a dossier is always open. */
  unsent: boolean
  row: Omit<DossierRow, 'deadline' | 'pagesUnsent'>
  text: string
  tails: string
  holder: PersonId | null
  personalIds: string[]
  competent: Dossier['agencies']['competent']
  /** Agencies whose people have the dossier in hand where nobody is named: the desk's, else the deciding one's; and whom it was sent to. */
  turnAt: AgencySlug[]
  pausedNow: boolean
  numbering: Dossier['numbering']
  formerCodes: string[]
  book: Dossier['book']
  placements: { page: Dossier['placements'][number]['page']; added: Pick<Dossier['placements'][number]['added'], 'at' | 'byName'> }[]
  receivedBy: PersonId
  cases: CaseBrief[]
  /** True where the centre's version stands aside, to be taken in by a newer build or another try. */
  aside: boolean
}

/** What lists need of a reconciliation case; beyond the first field the values in dispute stay in the dossier. */
export type CaseBrief = Pick<ReconciliationCase, 'id' | 'kind'> & {
  fields: string[]
  peek: Pick<CaseField, 'path' | 'mine' | 'theirs'>
  legal: boolean
  openedAt: Instant
  settled: Pick<CaseSettlement, 'at' | 'byName' | 'reason'> | null
}

/** Another number makes every kept brief worthless: raise it whenever `toBrief` or what it calls changes what comes out. */
const shape = 4

/** Briefs kept under another version are made anew; a build that reads newer dossiers has another one too. */
export const briefVersion = `${shape}/${dossierSchemaVersion}`

export function toBrief(held: HeldDossier): Brief {
  const { record } = held
  const { applicant } = record
  return {
    id: record.id,
    code: record.code,
    rev: held.mark.rev,
    unsent: isUnsent(held),
    row: toBriefRow(held),
    ...toSearchTexts(record),
    holder: record.business.holder.person,
    personalIds: [applicant.personalId, applicant.oldId].filter((one) => one != null),
    competent: record.agencies.competent,
    turnAt: turnAtOf(record),
    pausedNow: record.pauses.some((pause) => pause.to === null),
    numbering: record.numbering,
    formerCodes: (record.formerCodes ?? []).map(({ code }) => code),
    book: record.book,
    placements: record.placements.map(({ page, added }) => ({ page, added: { at: added.at, byName: added.byName } })),
    receivedBy: record.received.by,
    cases: (record.cases ?? []).map(toCaseBrief),
    aside: held.aside !== null,
  }
}

function turnAtOf(record: Dossier): AgencySlug[] {
  const { receiving, competent } = record.agencies
  return [record.business.holder.role === 'one_stop_official' ? receiving : competent, ...sentTo(record)]
}

function toCaseBrief({ id, kind, fields, opened, settled }: ReconciliationCase): CaseBrief {
  const [first] = fields
  return {
    id,
    kind,
    fields: fields.map(({ path }) => path),
    peek: { path: first?.path ?? '', mine: first?.mine ?? null, theirs: first?.theirs ?? null },
    legal: kind !== 'fields' || fields.some(({ fieldClass }) => fieldClass === 'legal'),
    openedAt: opened.at,
    settled: settled && { at: settled.at, byName: settled.byName, reason: settled.reason },
  }
}

function toBriefRow(held: HeldDossier): Brief['row'] {
  const { record } = held
  const { applicant, business, procedure, money } = record
  return {
    id: record.id,
    code: record.code,
    applicantName: applicant.name,
    birthYear: applicant.birthDate?.slice(0, 4) ?? '',
    personalIdTail: (applicant.personalId ?? applicant.oldId ?? '').slice(-4),
    procedureCode: procedure.code,
    procedureName: procedure.name,
    sector: procedure.sector,
    status: business.status,
    stage: business.stage,
    holderRole: business.holder.role,
    holderName: business.holder.name,
    holderSince: business.holder.since,
    receivedAt: record.received.at,
    dueAt: record.dueAt,
    missingPapers: record.papers.filter((paper) => paper.required && paper.met === 'missing').length,
    owedVnd: money.state === 'due' ? Math.max(0, money.totalVnd - money.paidVnd) : 0,
    receivingAgency: record.agencies.receiving,
    sync: syncStateOf(held),
    updatedAt: record.updated.at,
  }
}

/** The worst standing among the dossier and its own events: refused before unsent before acknowledged. */
function syncStateOf(held: HeldDossier): SyncMark['state'] {
  const states = [held.mark.state, ...held.pendingEvents.map(({ mark }) => mark.state)]
  for (const state of ['refused', 'local', 'sent'] as const) if (states.includes(state)) return state
  return 'acknowledged'
}
