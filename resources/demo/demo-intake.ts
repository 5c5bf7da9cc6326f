import type { Agency } from '#core/agency/agency.ts'
import type { Channel, Paper, Placement } from '#core/dossier/dossier.ts'
import type { IntakeDraft } from '#core/dossier/intake.ts'
import { computeFees } from '#core/payment/compute-fees.ts'
import { makeRequiredPapers } from '#core/procedure/make-required-papers.ts'
import type { Procedure } from '#core/procedure/procedure.ts'
import { DraftId } from '#core/record/ids.ts'
import { dayOf, type Instant } from '#core/record/instant.ts'
import { makeDemoApplicant } from './demo-applicant.ts'
import type { Actor } from './demo-staff.ts'
import { type DemoPage, drawDemoPage } from './draw-page.ts'
import type { Random } from './random.ts'

export type IntakeQuestion = {
  commune: Agency
  procedure: Procedure
  channel: Channel
  at: Instant
  official: Actor['actor']
  code: string
  serial: number
  ulid: (at: Instant) => string
}

/** Fills in an intake as an official would have, some of it with scanned pages. */
export function makeDemoIntake(random: Random, question: IntakeQuestion): { draft: IntakeDraft; pages: DemoPage[] } {
  const { procedure, channel, at } = question
  const applicant = makeDemoApplicant(random, question.commune, question.serial)
  const sheets = makeSheets(random, question)
  const byPost = channel === 3
  const draft: IntakeDraft = {
    kind: 'draft',
    schemaVersion: 1,
    id: DraftId.parse(`draft:${question.ulid(at)}`),
    author: question.official.person,
    started: at,
    updated: at,
    procedureCode: procedure.code,
    channel,
    competent: null,
    assisting: null,
    applicant,
    submitter: random.happens(0.15) ? submitterOf(random, question) : null,
    subject: procedure.name,
    sets: 1,
    papers: sheets.papers,
    placements: sheets.placements,
    ...moneyOf(random, question),
    feeLines: [],
    deliveryMethod: byPost ? 'post' : 'counter',
    deliveryPlace: byPost ? applicant.address.text : (question.commune.officeName ?? question.commune.name),
    note: '',
  }
  return { draft, pages: sheets.pages }
}

function submitterOf(random: Random, { commune, serial }: IntakeQuestion): IntakeDraft['submitter'] {
  const { name, personalId, phone } = makeDemoApplicant(random, commune, 500_000 + serial)
  return {
    name,
    personalId: personalId ?? '',
    phone: phone ?? '',
    relation: random.pick(['Con', 'Vợ', 'Chồng', 'Anh', 'Chị']),
    authorisation: '',
  }
}

function moneyOf(
  random: Random,
  { procedure, channel, at }: IntakeQuestion,
): Pick<IntakeDraft, 'feeQuantities' | 'exemptionCode' | 'payment'> {
  const feeQuantities: Record<string, number> = {}
  for (const fee of procedure.fees) {
    if (fee.per === 'page') Object.assign(feeQuantities, { [fee.code]: random.between(1, 9), [`${fee.code}#copies`]: random.between(1, 3) })
    else if (fee.per === 'copy' && random.happens(0.6)) feeQuantities[fee.code] = random.between(1, 4)
  }
  const poor = procedure.fees.some((fee) => fee.exemptions.some((one) => one.code === 'ho-ngheo')) && random.happens(0.15)
  const exemptionCode = poor ? 'ho-ngheo' : null
  const { totalVnd } = computeFees({ rules: procedure.fees, quantities: feeQuantities, channel, day: dayOf(at), exemptionCode })
  const method = random.pick(['cash', 'cash', 'transfer'] as const)
  const payment = totalVnd > 0 && random.happens(0.75) ? { method, amountVnd: totalVnd, receipt: null } : null
  return { feeQuantities, exemptionCode, payment }
}

type Sheets = { papers: Paper[]; placements: Placement[]; pages: DemoPage[] }

function makeSheets(random: Random, question: IntakeQuestion): Sheets {
  const scanned = random.happens(0.35)
  const sheets: Sheets = { papers: [], placements: [], pages: [] }
  for (const paper of makeRequiredPapers(question.procedure)) {
    const rule = question.procedure.papers.find((one) => one.id === paper.paperId)
    const met = metBy(random, {
      required: paper.required,
      shownOnly: rule?.shownOnly === true,
      databases: rule?.satisfiableBy ?? [],
      originals: paper.originals + paper.copies,
      scanned,
    })
    const lookup =
      met === 'lookup'
        ? { source: rule?.satisfiableBy[0] ?? '', reference: `TC-${question.serial}`, act: actOf(question), verified: true }
        : null
    sheets.papers.push({ ...paper, met, lookup })
    if (met !== 'scan') continue
    const page = drawDemoPage(random, question.code)
    sheets.pages.push(page)
    sheets.placements.push(
      placementOf(page, {
        ...question,
        id: `${paper.paperId}-1`,
        paperId: paper.paperId,
        purpose: 'paper',
        order: sheets.placements.length + 1,
      }),
    )
  }
  return sheets
}

type PaperFacts = { required: boolean; shownOnly: boolean; databases: readonly string[]; originals: number; scanned: boolean }

function metBy(random: Random, { required, shownOnly, databases, originals, scanned }: PaperFacts): Paper['met'] {
  if (!required) return 'not_needed'
  if (databases.length > 0 && (originals === 0 || random.happens(0.3))) return 'lookup'
  if (shownOnly) return 'shown'
  return scanned ? 'scan' : 'paper'
}

function actOf({ at, official }: Pick<IntakeQuestion, 'at' | 'official'>): Placement['added'] {
  return { at, by: official.person, byName: official.name }
}

/** Where a drawn page stands on a dossier. */
export function placementOf(
  page: DemoPage,
  place: Pick<IntakeQuestion, 'at' | 'official'> & Pick<Placement, 'id' | 'paperId' | 'purpose' | 'order'>,
): Placement {
  const { hash, mediaType, sizeBytes, widthPx, heightPx } = page
  const { id, paperId, purpose, order } = place
  return {
    id,
    page: hash,
    mediaType,
    sizeBytes,
    widthPx,
    heightPx,
    purpose,
    paperId,
    order,
    rotation: 0,
    source: 'scanner',
    added: actOf(place),
  }
}
