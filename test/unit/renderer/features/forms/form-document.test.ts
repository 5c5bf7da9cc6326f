import { describe, expect, it } from 'vitest'
import { Dossier } from '#core/dossier/dossier.ts'
import { AgencySlug } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { makeFormDocument } from '#renderer/features/forms/form-document.ts'
import { makeFormFacts } from '#renderer/features/forms/form-facts.ts'
import { FormNumber, getFormTemplate } from '#renderer/features/forms/form-template.ts'
import { writeDuration, writeInstant, writeMoney } from '#renderer/features/forms/legal-text.ts'
import { makeCatalogue, makeDossier } from '#test/support/trade-world.ts'

/** Every text of a sheet, in order. */
function textsOf(node: unknown): string {
  if (typeof node === 'string') return node
  if (Array.isArray(node)) return node.map(textsOf).join(' ')
  if (node === null || typeof node !== 'object') return ''
  return Object.entries(node)
    .filter(([key]) => ['text', 'stack', 'columns', 'table', 'body', 'content', 'qr'].includes(key))
    .map(([, value]) => textsOf(value))
    .join(' ')
}

function sheetOf(form: FormNumber, dossier: Dossier): string {
  const document = makeFormDocument(getFormTemplate(form), makeFormFacts(dossier, makeCatalogue()))
  return `${textsOf(document)} ${textsOf(document.footer(1, 1))}`
}

const act = { at: '2026-11-24T09:05:00+07:00', by: 'person:chi.lt', byName: 'Lê Thị Chi' }

describe('form 01', () => {
  const dossier = makeDossier()
  const sheet = sheetOf('01', dossier)

  it('carries code, QR with the look-up secret, applicant, procedure and both signatures', () => {
    for (const text of [
      dossier.code,
      `${dossier.code}|${dossier.lookupSecret}`,
      dossier.applicant.name,
      dossier.procedure.name,
      'NGƯỜI NỘP HỒ SƠ',
      dossier.received.byName,
    ]) {
      expect(sheet).toContain(text)
    }
  })

  it('carries a QR that opens the public look-up where the province has its address', () => {
    const catalogue = makeCatalogue()
    const province = { slug: AgencySlug.parse('h53'), parent: null, publicSite: 'https://tra-cuu.example' }
    const agencies = catalogue.agencies.flatMap((one) => [one, { ...one, ...province }])
    const { qr, texts } = makeFormFacts(dossier, { ...catalogue, agencies })
    expect(qr).toBe(`https://tra-cuu.example/tc/${dossier.code}/${dossier.lookupSecret}`)
    expect(texts.lookupSite).toBe('https://tra-cuu.example')
  })

  it('carries the seven numbered lines of the form', () => {
    for (const text of [
      '1. Thành phần hồ sơ nộp',
      '2. Số lượng hồ sơ',
      '3. Thời gian giải quyết',
      '4. Thời gian nhận hồ sơ',
      '5. Thời gian trả kết quả',
      '6. Đăng ký nhận kết quả',
      '7. Phí, lệ phí',
      'Quyển số',
    ]) {
      expect(sheet).toContain(text)
    }
  })

  it('says when it was received and when the result is due, with the weekday', () => {
    expect(sheet).toContain(writeInstant(dossier.received.at))
    expect(dossier.dueAt === null ? '' : sheet).toContain(dossier.dueAt === null ? '' : writeInstant(dossier.dueAt))
  })

  it('names the submitter where it is not the applicant', () => {
    const other = { name: 'Phạm Văn Nộp', personalId: null, phone: '0912345678', relation: 'cha', authorisation: '' }
    expect(sheetOf('01', { ...dossier, submitter: other })).toContain('Phạm Văn Nộp, 0912345678, cha')
    expect(sheet).not.toContain('Người nộp thay')
  })
})

describe('the later forms', () => {
  it('form 02 lists the papers to bring, the reason and the last day', () => {
    const supplement = {
      id: 's1',
      formNumber: '12/HDHS',
      requested: act,
      reason: 'Giấy chứng sinh mờ',
      papers: [{ name: 'Giấy chứng sinh', originals: 1, certifiedCopies: 0, copies: 2 }],
      deadline: '2026-12-01',
      received: null,
      receivedNote: '',
    }
    const sheet = sheetOf('02', Dossier.parse({ ...makeDossier(), supplements: [supplement] }))
    for (const text of ['Số: 12/HDHS', 'Giấy chứng sinh', 'Giấy chứng sinh mờ', 'ngày 01 tháng 12 năm 2026', 'Lê Thị Chi'])
      expect(sheet).toContain(text)
  })

  it('form 03 gives reason and legal ground', () => {
    const refusal = { act, formNumber: '3/TCHS', legalGround: 'Điều 17', reason: 'Không thuộc thẩm quyền' }
    const sheet = sheetOf('03', Dossier.parse({ ...makeDossier(), refusal }))
    for (const text of ['3/TCHS', 'Không thuộc thẩm quyền', 'Điều 17']) expect(sheet).toContain(text)
  })

  it('form 05 says when and why the work stopped, and what is given back', () => {
    const sheet = sheetOf(
      '05',
      Dossier.parse({ ...makeDossier(), stop: { act, formNumber: '5', reason: 'Quá hạn bổ sung', legalGround: '' } }),
    )
    for (const text of ['09 giờ 05 phút, Thứ Ba ngày 24 tháng 11 năm 2026', 'Quá hạn bổ sung', 'hoàn trả']) expect(sheet).toContain(text)
  })
})

describe('every form', () => {
  it('prints its template version and legal basis in the footer', () => {
    for (const form of FormNumber.options) {
      const template = getFormTemplate(form)
      expect(sheetOf(form, makeDossier())).toContain(template.version)
      expect(sheetOf(form, makeDossier())).toContain('Thông tư 03/2025/TT-VPCP')
    }
  })

  it('names only facts that exist', () => {
    const facts = makeFormFacts(makeDossier(), makeCatalogue()).texts
    for (const form of FormNumber.options) {
      const named = [...JSON.stringify(getFormTemplate(form)).matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
      expect(named.filter((name) => !(name in facts))).toEqual([])
    }
  })
})

describe('legal texts', () => {
  it('write time, money and duration as forms do', () => {
    expect(writeInstant(Instant.parse('2026-11-05T08:20:00+07:00'))).toBe('08 giờ 20 phút, Thứ Năm ngày 05 tháng 11 năm 2026')
    expect(writeMoney(1208000)).toBe('1.208.000 đồng')
    expect(writeDuration({ value: 0.5, unit: 'working_day' })).toBe('0,5 ngày làm việc')
    expect(writeDuration({ value: 0, unit: 'same_day' })).toBe('trong ngày làm việc')
  })
})
