import type { FastifyInstance } from 'fastify'
import { z } from 'zod'

/** What the simulated provincial platform holds. Synthetic people and things only. */
export type PlatformSimulator = {
  people: Map<string, { HoVaTen: string; NgayThangNam: string }>
  land: Map<string, Record<string, unknown>>
  business: Map<string, Record<string, unknown>>
  finance: Map<string, Record<string, unknown>>
  insurance: Map<string, Record<string, unknown>>
  /** Who asked what: the platform's own log. */
  asked: { service: string; officer: string }[]
}

const Question = z.looseObject({ service: z.string(), maDonVi: z.string().min(1), maCanBo: z.string().min(1) })

/** The provincial platform: population over SOAP, the other registries in its envelope (domain.md §6.3, §6.4). */
export function simulatePlatform(app: FastifyInstance, password: string, knowsEverybody: boolean): PlatformSimulator {
  const platform: PlatformSimulator = {
    people: new Map([['072090000001', { HoVaTen: 'NGUYỄN VĂN A', NgayThangNam: '19900101' }]]),
    land: new Map([['CD 123456', { tenChuSuDung: 'Nguyễn Văn A', soThua: '12', soTo: '5', tinhTrang: '1' }]]),
    business: new Map([['0300588569', { tenDoanhNghiep: 'Công ty Thử Nghiệm', trangThai: 'NNT_DANG_HOAT_DONG' }]]),
    finance: new Map([['TB-2026-0001', { nguoiNop: 'Nguyễn Văn A', soTien: 1_250_000, daNop: 1 }]]),
    insurance: new Map([['8000000001', { hoTen: 'Nguyễn Văn A', trangThaiTheBhyt: 'A', hanThe: '31/12/2026' }]]),
    asked: [],
  }
  const registries: Record<string, { of: Map<string, Record<string, unknown>>; field: string }> = {
    traCuuGiayChungNhan: { of: platform.land, field: 'soPhatHanh' },
    traCuuDoanhNghiep: { of: platform.business, field: 'maSoDoanhNghiep' },
    traCuuNghiaVuTaiChinh: { of: platform.finance, field: 'maThongBao' },
    getTraCuuTtHgdByMaSoBhxh: { of: platform.insurance, field: 'maSoBhxh' },
  }
  app.addContentTypeParser('text/xml', { parseAs: 'string' }, async (_request: unknown, body: string) => body)
  app.addHook('preHandler', async (request, reply) => {
    if (request.headers.authorization !== `Bearer ${password}` && request.url !== '/login' && request.url !== '/api')
      return reply.code(401).send()
  })
  app.post<{ Params: { service: string } }>('/lgsp/:service', async (request) => {
    const registry = registries[request.params.service]
    const question = Question.safeParse(request.body)
    if (registry === undefined) return { status: '201', message: 'NOT_FOUND' }
    if (!question.success) return { status: '200', message: 'UNCOMPLETE' }
    platform.asked.push({ service: request.params.service, officer: question.data.maCanBo })
    const found = registry.of.get(String(question.data[registry.field]))
    return found === undefined ? { status: '201', message: 'NOT_FOUND' } : { status: '0', result: found }
  })
  app.post('/dancu', async (request, reply) =>
    reply.type('text/xml; charset=utf-8').send(answerPopulation(platform, z.string().parse(request.body), knowsEverybody)),
  )
  return platform
}

function answerPopulation({ people, asked }: PlatformSimulator, xml: string, knowsEverybody: boolean): string {
  const read = (name: string): string => new RegExp(`<dan:${name}>([^<]*)</dan:${name}>`).exec(xml)?.[1] ?? ''
  if (read('MaTichHop') !== '037' || read('MaCanBo') === '') return envelope('<MaKetQua>200</MaKetQua>')
  asked.push({ service: 'TraCuuThongTinCongDan', officer: read('MaCanBo') })
  const asAsked = { HoVaTen: read('HoVaTen'), NgayThangNam: read('NgayThangNam') || read('Nam') }
  const person = people.get(read('SoDinhDanh') || read('SoCMND')) ?? (knowsEverybody ? asAsked : undefined)
  if (person === undefined) return envelope('<MaKetQua>404</MaKetQua>')
  return envelope(
    `<MaKetQua>0</MaKetQua><HoVaTen>${person.HoVaTen}</HoVaTen><NgayThangNamSinh><NgayThangNam>${person.NgayThangNam}</NgayThangNam></NgayThangNamSinh>`,
  )
}

function envelope(inner: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><TraCuuThongTinCongDanResponse xmlns="http://dancuquocgia.bca">${inner}</TraCuuThongTinCongDanResponse></soap:Body></soap:Envelope>`
}
