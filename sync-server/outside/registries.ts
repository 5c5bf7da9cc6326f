import { z } from 'zod'
import type { Dossier } from '#core/dossier/dossier.ts'
import { foldText } from '#core/identity/fold-text.ts'
import type { LookupAnswer, LookupSystem } from '#core/outside/outside-task.ts'
import { callJson, type OutsideAccess, type OutsideAdapter, OutsideDown, OutsideRefusal } from './adapter.ts'

/** How one registry is asked, and what its answer means. `owner` is compared with the applicant and not kept. */
type Registry = {
  system: LookupSystem
  service: string
  /** What an official types, and how it is named there. */
  field: string
  pattern: RegExp
  read(data: unknown): { owner: string; facts: LookupAnswer['facts'] }
}

const Reply = z.looseObject({
  status: z.union([z.string(), z.number()]).transform(String),
  message: z.string().default(''),
  result: z.unknown().optional(),
})
const text = z.string().default('')

/**
 * One look-up in each. `getTraCuuTtHgdByMaSoBhxh` is the insurance's own name (domain.md §6.4); the other services' names and lists of
 * values are not public: they are this product's until the province's platform gives its own (docs/adr/0029).
 */
const registries: Registry[] = [
  {
    system: 'land',
    service: 'traCuuGiayChungNhan',
    field: 'soPhatHanh',
    pattern: /^[A-ZĐ]{1,2} ?\d{6,8}$/i,
    read(data) {
      const land = z.looseObject({ tenChuSuDung: text, soThua: text, soTo: text, tinhTrang: z.enum(['1', '2', '3']) }).parse(data)
      const states = { '1': 'Còn hiệu lực', '2': 'Đang thế chấp', '3': 'Đã thu hồi' }
      return {
        owner: land.tenChuSuDung,
        facts: factsOf({ 'Tình trạng': states[land.tinhTrang], Thửa: land.soThua, 'Tờ bản đồ': land.soTo }),
      }
    },
  },
  {
    system: 'business',
    service: 'traCuuDoanhNghiep',
    field: 'maSoDoanhNghiep',
    pattern: /^(\d{10}(-\d{3})?|\d{12})$/,
    read(data) {
      const firm = z.looseObject({ tenDoanhNghiep: text, trangThai: z.enum(['NNT_DANG_HOAT_DONG', 'TAM_NGUNG', 'GIAI_THE']) }).parse(data)
      const states = { NNT_DANG_HOAT_DONG: 'Đang hoạt động', TAM_NGUNG: 'Tạm ngừng', GIAI_THE: 'Đã giải thể' }
      return { owner: firm.tenDoanhNghiep, facts: factsOf({ 'Tình trạng': states[firm.trangThai], Tên: firm.tenDoanhNghiep }) }
    },
  },
  {
    system: 'finance',
    service: 'traCuuNghiaVuTaiChinh',
    field: 'maThongBao',
    pattern: /^[A-Z0-9-]{6,30}$/i,
    read(data) {
      const duty = z.looseObject({ nguoiNop: text, soTien: z.number(), daNop: z.union([z.literal(0), z.literal(1)]) }).parse(data)
      const facts = { 'Đã nộp': duty.daNop === 1 ? 'Rồi' : 'Chưa', 'Số tiền': `${duty.soTien.toLocaleString('vi-VN')} đ` }
      return { owner: duty.nguoiNop, facts: factsOf(facts) }
    },
  },
  {
    system: 'insurance',
    service: 'getTraCuuTtHgdByMaSoBhxh',
    field: 'maSoBhxh',
    pattern: /^\d{10}$/,
    read(data) {
      const person = z.looseObject({ hoTen: text, trangThaiTheBhyt: z.enum(['A', 'B']), hanThe: text }).parse(data)
      const state = person.trangThaiTheBhyt === 'A' ? 'Còn giá trị' : 'Hết giá trị'
      return { owner: person.hoTen, facts: factsOf({ 'Thẻ BHYT': state, 'Hạn thẻ': person.hanThe }) }
    },
  },
]

/** Whether this can be a question to that system; a question of another shape never leaves the centre. */
export function isQuestion(system: LookupSystem, question: string): boolean {
  if (system === 'population') return question === ''
  return registries.some((one) => one.system === system && one.pattern.test(question))
}

/** Land, business, finance and insurance through the provincial platform: the same envelope, each with its own fields and lists. */
export function openRegistries(access: OutsideAccess): OutsideAdapter[] {
  return registries.map((registry) => ({
    system: registry.system,
    async carryOut({ task, dossier, signal }) {
      const body = {
        service: registry.service,
        maDonVi: access.unit,
        maCanBo: task.askedBy?.person ?? '',
        maHoSo: dossier.code,
        [registry.field]: task.question,
      }
      const headers = { authorization: `Bearer ${access.password}` }
      const reply = Reply.safeParse(await callJson(new URL(`lgsp/${registry.service}`, access.url), body, { headers, signal }))
      if (!reply.success) throw new OutsideDown('an answer of another shape')
      // 201 NOT_FOUND and 108 PROVINCE are the platform's codes (domain.md §6.4).
      if (reply.data.status === '201') return { result: 'not_found', facts: [] }
      if (reply.data.status !== '0') throw new OutsideRefusal(`${registry.service}: ${reply.data.status} ${reply.data.message}`.trim())
      return judge(registry, reply.data.result, dossier)
    },
  }))
}

function judge(registry: Registry, data: unknown, { applicant }: Dossier): LookupAnswer {
  try {
    const { owner, facts } = registry.read(data)
    const same = owner === '' || foldText(owner) === foldText(applicant.name)
    return { result: same ? 'matches' : 'differs', facts }
  } catch {
    throw new OutsideRefusal(`${registry.service}: câu trả lời không đúng khuôn dạng`)
  }
}

function factsOf(facts: Record<string, string>): LookupAnswer['facts'] {
  return Object.entries(facts).flatMap(([name, value]) => (value === '' ? [] : [{ name, value }]))
}
