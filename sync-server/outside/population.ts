import type { Dossier } from '#core/dossier/dossier.ts'
import { foldText } from '#core/identity/fold-text.ts'
import type { LookupAnswer } from '#core/outside/outside-task.ts'
import { escapeText } from '#sync-server/public/markup.ts'
import { callOutside, type OutsideAccess, type OutsideAdapter, OutsideDown, OutsideRefusal } from './adapter.ts'

/**
 * CSDL quốc gia về dân cư through the provincial platform (domain.md §6.3): SOAP `TraCuuThongTinCongDan`, the officer's id with every
 * question. Only what was compared is answered; the record itself is not kept.
 */
export function openPopulation(access: OutsideAccess): OutsideAdapter {
  return {
    system: 'population',
    async carryOut({ task, dossier, signal }) {
      const { applicant } = dossier
      const number = applicant.personalId ?? applicant.oldId
      if (number === null) throw new OutsideRefusal('hồ sơ không có số định danh')
      const asked = {
        MaYeuCau: task.id,
        MaDVC: dossier.procedure.code,
        MaTichHop: '037',
        MaCanBo: task.askedBy?.person ?? dossier.received.by,
        MaDonVi: access.unit,
        TaiKhoan: access.account,
        [applicant.personalId === null ? 'SoCMND' : 'SoDinhDanh']: number,
        HoVaTen: applicant.name.toLocaleUpperCase('vi'),
      }
      const answer = await callOutside(new URL('dancu', access.url), soap(asked, birthOf(applicant), access.password), signal)
      return compare(answer, applicant)
    },
  }
}

function soap(members: Record<string, string>, birth: string, password: string): RequestInit {
  const inner = Object.entries(members)
    .map(([name, value]) => `<dan:${name}>${escapeText(value)}</dan:${name}>`)
    .join('')
  const body = `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:dan="http://dancuquocgia.bca"><soapenv:Body><dan:TraCuuThongTinCongDan>${inner}${birth}</dan:TraCuuThongTinCongDan></soapenv:Body></soapenv:Envelope>`
  return { method: 'POST', headers: { 'content-type': 'text/xml; charset=utf-8', authorization: `Bearer ${password}` }, body }
}

function birthOf({ birthDate }: Dossier['applicant']): string {
  if (birthDate === null) return ''
  const inner =
    birthDate.length === 10
      ? `<dan:NgayThangNam>${birthDate.replaceAll('-', '')}</dan:NgayThangNam>`
      : `<dan:Nam>${birthDate.slice(0, 4)}</dan:Nam>`
  return `<dan:NgayThangNamSinh>${inner}</dan:NgayThangNamSinh>`
}

function compare(xml: string, applicant: Dossier['applicant']): LookupAnswer {
  const code = textOf(xml, 'MaKetQua')
  if (code === undefined) throw new OutsideDown('an answer of another shape')
  if (code === '404') return { result: 'not_found', facts: [] }
  if (code !== '0') throw new OutsideRefusal(`mã trả lời ${code}`)
  const name = textOf(xml, 'HoVaTen') ?? ''
  const birth = textOf(xml, 'NgayThangNam') ?? textOf(xml, 'Nam') ?? ''
  const asked = applicant.birthDate?.replaceAll('-', '') ?? ''
  const sameName = name.normalize('NFC') === applicant.name.toLocaleUpperCase('vi').normalize('NFC')
  const sameBirth = asked === '' || birth === '' || birth.startsWith(asked) || asked.startsWith(birth)
  const differing = [
    ...(sameName ? [] : [foldText(name) === foldText(applicant.name) ? 'dấu của họ tên' : 'họ tên']),
    ...(sameBirth ? [] : ['ngày sinh']),
  ]
  return { result: differing.length === 0 ? 'matches' : 'differs', facts: differing.map((value) => ({ name: 'Khác', value })) }
}

/** The text of the first element of this name, whatever its prefix. */
function textOf(xml: string, name: string): string | undefined {
  const found = new RegExp(`<(?:\\w+:)?${name}>([^<]*)</(?:\\w+:)?${name}>`).exec(xml)?.[1]
  return found?.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
}
