import { findPublicSite } from '#core/agency/find-public-site.ts'
import type { Dossier, Paper } from '#core/dossier/dossier.ts'
import { writeReceiptQr } from '#core/dossier/receipt-qr.ts'
import { type Catalogue, findAgency } from '#core/procedure/catalogue.ts'
import { writeBirthDate, writeDay, writeDuration, writeInstant, writeMoney } from './legal-text.ts'

/** What a template may name: single facts, and rows for its tables. An unknown fact is an empty string, never an error. */
export type FormFacts = {
  texts: Record<string, string>
  /** What the QR says: see `writeReceiptQr`. */
  qr: string
  tables: Record<'papers' | 'supplementPapers' | 'returnedPapers', Record<string, string>[]>
}

/** Everything the forms print about a dossier, as text. */
export function makeFormFacts(dossier: Dossier, catalogue: Catalogue): FormFacts {
  return {
    qr: writeReceiptQr(dossier, findPublicSite(catalogue.agencies, dossier.agencies.receiving)),
    texts: {
      ...agencyFacts(dossier, catalogue),
      ...citizenFacts(dossier),
      ...caseFacts(dossier),
      ...moneyFacts(dossier),
      ...laterFacts(dossier),
    },
    tables: {
      papers: numbered(dossier.papers.filter((one) => one.met !== 'missing' && one.met !== 'not_needed').map(paperRow)),
      supplementPapers: numbered(
        (dossier.supplements.at(-1)?.papers ?? []).map((one) => ({
          name: one.name,
          originals: count(one.originals),
          certifiedCopies: count(one.certifiedCopies),
          copies: count(one.copies),
        })),
      ),
      returnedPapers: numbered(dossier.papers.filter((one) => one.met === 'paper' || one.met === 'scan').map(paperRow)),
    },
  }
}

function agencyFacts(dossier: Dossier, catalogue: Catalogue): Record<string, string> {
  const agency = findAgency(catalogue, dossier.agencies.receiving)
  const name = agency?.name ?? dossier.agencies.receiving
  return {
    agencyName: name,
    officeName: agency?.officeName ?? name,
    place: (agency?.shortName ?? name).replace(/^(phường|xã|đặc khu|tỉnh|UBND)\s+/i, ''),
    agencyPhone: agency?.phone ?? '',
    agencyAddress: agency?.address ?? '',
    lookupSite: findPublicSite(catalogue.agencies, dossier.agencies.receiving) ?? agency?.lookupSite ?? '',
    competentName: findAgency(catalogue, dossier.agencies.competent)?.name ?? '',
  }
}

function citizenFacts({ applicant, submitter }: Dossier): Record<string, string> {
  const byTaxCode = applicant.personalId === null && applicant.oldId === null && applicant.taxCode !== null
  return {
    applicantName: applicant.name,
    applicantIdLabel: byTaxCode ? 'Mã số thuế' : 'Số định danh / CCCD',
    applicantId: applicant.personalId ?? applicant.oldId ?? applicant.taxCode ?? '',
    applicantBirth: applicant.birthDate === null ? '' : writeBirthDate(applicant.birthDate),
    applicantAddress: applicant.address.text,
    applicantPhone: applicant.phone ?? '',
    applicantEmail: applicant.email ?? '',
    submitterName: submitter?.name ?? '',
    submitterText:
      submitter === null
        ? ''
        : listOf([submitter.name, submitter.personalId, submitter.phone, submitter.relation, submitter.authorisation]),
    handedInBy: submitter?.name ?? applicant.name,
  }
}

function caseFacts(dossier: Dossier): Record<string, string> {
  const methods = { counter: 'Tại quầy', post: 'Qua dịch vụ bưu chính công ích', electronic: 'Bản điện tử' }
  return {
    code: dossier.code,
    lookupSecret: dossier.lookupSecret,
    procedureName: dossier.procedure.name,
    procedureCode: dossier.procedure.code,
    sector: dossier.procedure.sector,
    subject: dossier.subject,
    sets: String(dossier.sets),
    duration: writeDuration(dossier.duration),
    received: writeInstant(dossier.received.at),
    receivedBy: dossier.received.byName,
    contactName: dossier.received.byName,
    due: dossier.dueAt === null ? 'Không hẹn ngày trả' : writeInstant(dossier.dueAt),
    delivery: listOf([methods[dossier.delivery.method], dossier.delivery.place], ' – '),
    missingPapers: listOf(
      dossier.papers.filter((one) => one.met === 'missing' && one.required).map((one) => one.name),
      '; ',
    ),
    bookVolume: dossier.book?.volume ?? '………',
    bookNumber: dossier.book === null ? '………' : String(dossier.book.number),
    writtenOn: writeDay(dossier.received.at),
  }
}

function moneyFacts({ money }: Dossier): Record<string, string> {
  const exempt = money.lines.find((line) => line.exemption !== null)?.exemption
  const lines = money.lines.filter((line) => line.quantity > 0).map((line) => `${line.name}: ${writeMoney(line.amountVnd)}`)
  const reason = exempt ? ` (miễn, giảm: ${listOf([exempt.reason, exempt.legalGround])})` : ''
  const paid = money.payments.filter((one) => one.amountVnd > 0)
  const refunded = money.payments.filter((one) => one.amountVnd < 0)
  const methods = { cash: 'tiền mặt', transfer: 'chuyển khoản', national_gateway: 'Cổng thanh toán quốc gia', card: 'thẻ' }
  return {
    fee:
      money.totalVnd === 0
        ? `Không thu${reason}`
        : `${writeMoney(money.totalVnd)}${lines.length > 1 ? ` (${lines.join('; ')})` : ''}${reason}${paid.length === 0 ? ' – chưa nộp' : ''}`,
    payment: paid
      .map(
        (one) =>
          `${writeMoney(one.amountVnd)}, ${methods[one.method]}${one.receipt ? `, biên lai ${listOf([one.receipt.series, one.receipt.number], ' số ')}` : ''}`,
      )
      .join('; '),
    paid: writeMoney(paid.reduce((sum, one) => sum + one.amountVnd, 0)),
    refunded: writeMoney(-refunded.reduce((sum, one) => sum + one.amountVnd, 0)),
  }
}

function laterFacts({ supplements, refusal, stop }: Dossier): Record<string, string> {
  const supplement = supplements.at(-1)
  return {
    supplementNumber: supplement?.formNumber || '………',
    supplementReason: supplement?.reason ?? '',
    supplementDeadline: supplement?.deadline ? `trước hết ${writeDay(supplement.deadline)}` : '',
    supplementBy: supplement?.requested.byName ?? '',
    refusalNumber: refusal?.formNumber || '………',
    refusalReason: refusal?.reason ?? '',
    refusalGround: refusal?.legalGround ?? '',
    refusalBy: refusal?.act.byName ?? '',
    stopNumber: stop?.formNumber || '………',
    stopReason: stop?.reason ?? '',
    stopGround: stop?.legalGround ?? '',
    stoppedAt: stop ? writeInstant(stop.act.at) : '',
    stoppedBy: stop?.act.byName ?? '',
    supplementOn: supplement ? writeDay(supplement.requested.at) : '',
    refusalOn: refusal ? writeDay(refusal.act.at) : '',
    stopOn: stop ? writeDay(stop.act.at) : '',
  }
}

function paperRow(paper: Paper): Record<string, string> {
  const met: Record<Paper['met'], string> = {
    missing: 'Còn thiếu',
    scan: 'Bản quét',
    paper: 'Bản giấy',
    shown: 'Xuất trình, đã trả lại',
    lookup: `Tra cứu ${paper.lookup?.source ?? ''}`,
    not_needed: 'Không cần',
  }
  const held = paper.met === 'paper' || paper.met === 'scan'
  return { name: paper.name, originals: held ? count(paper.originals) : '–', copies: held ? count(paper.copies) : '–', met: met[paper.met] }
}

function numbered(rows: Record<string, string>[]): Record<string, string>[] {
  return rows.map((row, at) => ({ index: String(at + 1), ...row }))
}

function count(value: number): string {
  return value === 0 ? '–' : String(value)
}

function listOf(parts: (string | null)[], separator = ', '): string {
  return parts.filter((part) => part !== null && part.trim() !== '').join(separator)
}
