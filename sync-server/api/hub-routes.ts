import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { rolesOn } from '#core/person/roles-on.ts'
import { AgencySlug, DeviceId } from '#core/record/ids.ts'
import { dayOf, Instant, toInstant } from '#core/record/instant.ts'
import { listBooks } from '#sync-server/registers/book-store.ts'
import { ApiError } from './api-error.ts'
import { deviceCookieSeconds, requireDevice, requireOfficial } from './authenticate.ts'
import type { CentreContext } from './centre-context.ts'
import { deviceCookie, makeCookie } from './cookies.ts'
import { DeviceRecord, describeDevice, findPerson, getAgency } from './device-record.ts'
import { enrolDevice } from './enrol-device.ts'
import { HubAccount, listHubAccounts, takeHubDevice } from './hub-accounts.ts'
import { PublicKey, publishKey } from './key-routes.ts'
import { grantSlot } from './slot-routes.ts'

const Fingerprint = z.string().min(8).max(200)
/** `agency` is an administrator's to choose; a supervisor enrols a hub for the own one. */
const HubWish = z.strictObject({ hubName: z.string().trim().min(1).max(80), fingerprint: Fingerprint, agency: AgencySlug.optional() })

/** More slots than an office has desks; a hub that needs more has lost some to restored profiles and asks again. */
const largestPool = 40

const Visit = z.strictObject({
  fingerprint: Fingerprint,
  /** Slots that the hub wants to hold. */
  slots: z.number().int().min(0).max(largestPool),
  /** Desks that the hub enrolled. */
  devices: z.array(z.strictObject({ record: DeviceRecord, account: HubAccount })).max(200),
  keys: z
    .array(z.strictObject({ login: z.string(), keyId: z.string().min(1).max(100), device: DeviceId, since: Instant, jwk: PublicKey }))
    .max(200),
})

/** `/hubs`: enrolling an office's hub, and its visits. */
export function routeHubs(api: FastifyInstance, context: CentreContext): void {
  api.post('/hubs', async (request, reply) => {
    const wish = HubWish.parse(request.body)
    const { agency, person } = await requireOverseerOf(context, request, reply, wish.agency)
    const { hubName, fingerprint } = wish
    const { record, secret } = await enrolDevice(context, { deskName: hubName, fingerprint, agency, enrolledBy: person, hub: true })
    const cookie = makeCookie(deviceCookie, `${record._id}.${secret}`, {
      maxAgeSeconds: deviceCookieSeconds,
      secure: context.secureCookies,
    })
    return reply
      .header('set-cookie', cookie)
      .code(201)
      .send(await describeDevice(context, record))
  })

  api.post('/hubs/visit', { bodyLimit: 4 * 1024 * 1024 }, async (request, reply) => {
    const hub = await requireHub(context, request)
    const visit = Visit.parse(request.body)
    for (const one of visit.devices) await takeHubDevice(context, hub, one)
    for (const key of visit.keys) if ((await findPerson(context, key.login))?.agency === hub.agency) await publishKey(context, key)
    reply.header('cache-control', 'no-store')
    const books = await listBooks(context, hub.agency)
    return {
      ...(await listHubAccounts(context, hub)),
      books,
      pool: await grantPool(context, hub, visit),
      serverTime: toInstant(context.now()),
    }
  })
}

/** Each slot of the pool is a lease of the hub's own, under a fingerprint of its own; the hub lends it on. */
async function grantPool(context: CentreContext, hub: DeviceRecord, { fingerprint, slots }: z.infer<typeof Visit>) {
  const leases: { slot: number; generation: number; lapsesAt: Instant }[] = []
  for (let index = 1; index <= slots; index++) {
    const { slot, generation, lapsesAt } = await grantSlot(context, hub, { fingerprint: `pool-${index}.${fingerprint}` })
    leases.push({ slot, generation, lapsesAt })
  }
  const lapses = leases.map(({ lapsesAt }) => lapsesAt).sort()
  return { slots: leases.map(({ slot, generation }) => ({ slot, generation })), lapsesAt: lapses[0] ?? toInstant(context.now()) }
}

export async function requireHub(context: CentreContext, request: FastifyRequest): Promise<DeviceRecord> {
  const record = await requireDevice(context, request)
  if (record.hub !== true) throw new ApiError(403, 'hubs_only', 'Chỉ máy chủ phòng được gọi chức năng này.')
  return record
}

async function requireOverseerOf(context: CentreContext, request: FastifyRequest, reply: FastifyReply, wished: AgencySlug | undefined) {
  const official = await requireOfficial(context, request, reply)
  const person = await findPerson(context, official.login)
  const agency = wished ?? person?.agency
  const supervises = person !== undefined && rolesOn(person, dayOf(toInstant(context.now()))).includes('supervisor')
  if (person === undefined || agency === undefined || !(official.administrator || (supervises && agency === person.agency)))
    throw new ApiError(403, 'supervisors_only', 'Chỉ người giám sát của cơ quan hoặc quản trị viên được lập máy chủ phòng.')
  await getAgency(context, agency)
  return { agency, person: person.id }
}
