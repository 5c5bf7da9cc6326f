import { z } from 'zod'
import { toPortalProgress, toPortalRecord } from '#core/outside/portal-record.ts'
import { callJson, type OutsideAccess, type OutsideAdapter, OutsideDown, OutsideRefusal } from './adapter.ts'

const Session = z.looseObject({ session: z.string().min(1) })
const Answer = z.looseObject({
  error_code: z.union([z.string(), z.number()]).transform(String),
  message: z.string().default(''),
  data: z.unknown().optional(),
})
const Found = z.array(z.looseObject({ MaHoSo: z.string() }))
const dstcode = 'VN:GOV:000.00.00.G22:vpcpdvcprovider'

/** `incoming`: dossiers that citizens filed and nobody has fetched; `acknowledge` tells the portal which ones were brought in. */
export type NationalPortal = OutsideAdapter & {
  incoming(signal: AbortSignal): Promise<unknown[]>
  acknowledge(code: string, accepted: boolean, signal: AbortSignal): Promise<void>
}

/**
 * Cổng Dịch vụ công quốc gia (domain.md §6.1): sign in, `TraCuuHoSo` to know whether it is there, `DongBoHoSoMC`, then
 * `CapNhatTienDoHoSoMC`. The services that hand online dossiers over are not public: `LayHoSoTrucTuyen` and `XacNhanHoSoTrucTuyen` are this
 * product's names for them (docs/adr/0029).
 */
export function openNationalPortal(access: OutsideAccess): NationalPortal {
  let session: string | undefined
  const signIn = async (signal: AbortSignal): Promise<string> => {
    const body = { username: access.account, password: access.password }
    const parsed = Session.safeParse(await callJson(new URL('login', access.url), body, { headers: { dstcode }, signal }))
    if (!parsed.success) throw new OutsideDown('no session')
    return parsed.data.session
  }
  const ask = async (service: string, members: Record<string, unknown>, signal: AbortSignal): Promise<unknown> => {
    for (let attempt = 0; attempt < 2; attempt++) {
      session ??= await signIn(signal)
      const body = { session, madonvi: access.unit, service, ...members }
      const parsed = Answer.safeParse(await callJson(new URL('api', access.url), body, { headers: { dstcode }, signal }))
      if (!parsed.success) throw new OutsideDown('an answer of another shape')
      if (parsed.data.error_code === '0') return parsed.data.data
      // The session ran out: once more with a new one.
      if (parsed.data.error_code !== '-1') throw new OutsideRefusal(`${service}: ${parsed.data.error_code} ${parsed.data.message}`.trim())
      session = undefined
    }
    throw new OutsideDown('no session')
  }
  return {
    system: 'national_portal',
    async carryOut({ dossier, catalogue, signal }) {
      const there = Found.safeParse(await ask('TraCuuHoSo', { MaHoSo: dossier.code }, signal))
      const isUpdating = there.success && there.data.some(({ MaHoSo }) => MaHoSo === dossier.code)
      await ask('DongBoHoSoMC', { isUpdating: String(isUpdating), data: [toPortalRecord(dossier, catalogue)] }, signal)
      await ask('CapNhatTienDoHoSoMC', { data: [toPortalProgress(dossier, catalogue)] }, signal)
      return null
    },
    incoming: async (signal) => z.array(z.unknown()).parse(await ask('LayHoSoTrucTuyen', {}, signal)),
    acknowledge: async (code, accepted, signal) =>
      void (await ask('XacNhanHoSoTrucTuyen', { MaHoSo: code, TrangThai: accepted ? '1' : '0' }, signal)),
  }
}
