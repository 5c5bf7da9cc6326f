import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'

/** What the simulated portal holds, for tests and the demo to look at. */
export type PortalSimulator = {
  dossiers: Map<string, Record<string, unknown>>
  progress: { MaHoSo: string; TrangThai: string }[]
  /** Filed by citizens, not yet fetched. */
  filed: Record<string, unknown>[]
  confirmed: Map<string, string>
  /** Services that were called, in order. */
  calls: string[]
  /** Codes that the portal will not take, with its words. */
  refuses: Map<string, string>
  endSessions(): void
}

const Login = z.object({ username: z.string(), password: z.string() })
const Call = z.looseObject({ session: z.string(), madonvi: z.string(), service: z.string() })
const Sync = z.object({
  isUpdating: z.enum(['true', 'false']),
  data: z.array(
    z.looseObject({
      MaHoSo: z.string(),
      MaTTHC: z.string(),
      ChuHoSo: z.string().min(1),
      TrangThaiHoSo: z.enum(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']),
      NgayTiepNhan: z.string().regex(/^\d{14}$/),
    }),
  ),
})
const Progress = z.object({
  data: z.array(z.looseObject({ MaHoSo: z.string(), TrangThai: z.string(), ThoiDiemXuLy: z.string().regex(/^\d{14}$/) })),
})
const One = z.object({ MaHoSo: z.string() })
const Confirmed = z.object({ MaHoSo: z.string(), TrangThai: z.enum(['0', '1']) })

/** A portal that speaks the field names of the real one and is as strict (domain.md §6.1). */
export function simulatePortal(app: FastifyInstance, account: { account: string; password: string }): PortalSimulator {
  const sessions = new Set<string>()
  const portal: PortalSimulator = {
    dossiers: new Map(),
    progress: [],
    filed: [],
    confirmed: new Map(),
    calls: [],
    refuses: new Map(),
    endSessions: () => sessions.clear(),
  }
  app.post('/login', async (request) => {
    const { username, password } = Login.parse(request.body)
    if (request.headers['dstcode'] === undefined || username !== account.account || password !== account.password)
      return { error_code: '1' }
    const session = randomUUID()
    sessions.add(session)
    return { session, error_code: '0' }
  })
  app.post('/api', async (request) => {
    const call = Call.parse(request.body)
    if (!sessions.has(call.session)) return { error_code: '-1', message: 'Phiên làm việc không tồn tại' }
    portal.calls.push(call.service)
    return answer(portal, call)
  })
  return portal
}

type Reply = { error_code: string; message?: string; data?: unknown }

function answer(portal: PortalSimulator, call: z.infer<typeof Call>): Reply {
  if (call.service === 'TraCuuHoSo') {
    const found = portal.dossiers.get(One.parse(call).MaHoSo)
    return { error_code: '0', data: found === undefined ? [] : [found] }
  }
  if (call.service === 'DongBoHoSoMC') return synchronise(portal, call)
  if (call.service === 'CapNhatTienDoHoSoMC') return takeProgress(portal, call)
  if (call.service === 'LayHoSoTrucTuyen') return { error_code: '0', data: portal.filed }
  if (call.service === 'XacNhanHoSoTrucTuyen') {
    const { MaHoSo, TrangThai } = Confirmed.parse(call)
    portal.filed = portal.filed.filter((one) => one['MaHoSo'] !== MaHoSo)
    portal.confirmed.set(MaHoSo, TrangThai)
    return { error_code: '0' }
  }
  return { error_code: '404', message: 'Dịch vụ không tồn tại' }
}

function synchronise(portal: PortalSimulator, call: unknown): Reply {
  const parsed = Sync.safeParse(call)
  if (!parsed.success) return { error_code: '400', message: `Sai trường ${parsed.error.issues[0]?.path.join('.') ?? ''}` }
  const { isUpdating, data } = parsed.data
  for (const one of data) {
    const refused = portal.refuses.get(one.MaHoSo)
    if (refused !== undefined) return { error_code: '403', message: refused }
    if (portal.dossiers.has(one.MaHoSo) !== (isUpdating === 'true')) return { error_code: '409', message: 'isUpdating không đúng' }
  }
  for (const one of data) portal.dossiers.set(one.MaHoSo, one)
  return { error_code: '0' }
}

function takeProgress(portal: PortalSimulator, call: unknown): Reply {
  const parsed = Progress.safeParse(call)
  if (!parsed.success) return { error_code: '400', message: `Sai trường ${parsed.error.issues[0]?.path.join('.') ?? ''}` }
  for (const one of parsed.data.data) {
    if (!portal.dossiers.has(one.MaHoSo)) return { error_code: '404', message: 'Chưa có hồ sơ' }
    portal.progress.push(one)
  }
  return { error_code: '0' }
}
