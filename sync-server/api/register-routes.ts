import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { DeviceId } from '#core/record/ids.ts'
import { toInstant } from '#core/record/instant.ts'
import { type BookTaker, handOverBook, hearHolder, type Passed, takeBook, takeOverBook } from '#core/registers/pass-book.ts'
import { Reached, type RegisterBook } from '#core/registers/register-book.ts'
import { RegisterKind } from '#core/registers/register-kind.ts'
import { findKnownNumbers, listBooks, passBook } from '#sync-server/registers/book-store.ts'
import { ApiError } from './api-error.ts'
import { requireDevice, requireOfficial } from './authenticate.ts'
import type { CentreContext } from './centre-context.ts'
import { type DeviceRecord, findPerson, listDevices } from './device-record.ts'
import { requireOverseerOf } from './require-overseer.ts'
import { requireSlot } from './slot-routes.ts'

export const BookSlot = z.object({ slot: z.number().int(), slotGeneration: z.number().int() })
const Report = z.object({
  generation: z.number().int().min(1),
  reached: Reached,
  volume: z.number().int().min(1),
  volumeYear: z.number().int(),
})
export const BookHandOver = Report.extend({ to: DeviceId.nullable() })
const TakeOver = BookSlot.extend({ reason: z.string().trim().min(1).max(500) })
const Reports = z.object({ books: z.array(Report.extend({ register: RegisterKind })) })
export const BookParams = z.object({ register: RegisterKind })

const refusals: Record<Exclude<Passed, { ok: true }>['refusal'], string> = {
  held_elsewhere: 'Sổ đang do quầy khác giữ.',
  offered_elsewhere: 'Sổ đã được bàn giao cho quầy khác.',
  not_holder: 'Quầy này không còn giữ sổ.',
}

/** `/registers`: who holds which register book of the asking desk's agency, and how it passes from desk to desk. */
export function routeRegisters(api: FastifyInstance, context: CentreContext): void {
  const now = () => toInstant(context.now())
  api.get('/registers', async (request) => answer(context, await requireDevice(context, request)))

  api.post('/registers/report', async (request) => {
    const device = await requireDevice(context, request)
    for (const { register, ...report } of Reports.parse(request.body).books)
      await passBook(context, { agency: device.agency, register }, (book) => hearHolder(book, { ...report, device: device._id }, now()))
    return answer(context, device)
  })

  api.post('/registers/:register/take', async (request, reply) => {
    const device = await requireDevice(context, request)
    const official = await requireOfficial(context, request, reply)
    const slot = BookSlot.parse(request.body)
    await requireSlot(context, device, slot)
    const taker = { ...takerOf(device, slot), ...(await nameOf(context, official.login)) }
    return requirePassed(
      await passBook(context, { agency: device.agency, ...BookParams.parse(request.params) }, (book) => takeBook(book, taker, now())),
    )
  })

  api.post('/registers/:register/hand-over', async (request, reply) => {
    const device = await requireDevice(context, request)
    const official = await requireOfficial(context, request, reply)
    const wish = { ...BookHandOver.parse(request.body), ...(await nameOf(context, official.login)), device: device._id }
    if (wish.to !== null) await requireDeskOf(context, device, wish.to)
    const of = { agency: device.agency, ...BookParams.parse(request.params) }
    return requirePassed(await passBook(context, of, (book) => handOverBook(book, wish, now())))
  })

  api.post('/registers/:register/take-over', async (request, reply) => {
    const device = await requireDevice(context, request)
    const { person } = await requireOverseerOf(context, { request, reply }, device.agency)
    const { reason, ...slot } = TakeOver.parse(request.body)
    await requireSlot(context, device, slot)
    const { register } = BookParams.parse(request.params)
    const known = await findKnownNumbers(context, device.agency, register)
    const taker = { ...takerOf(device, slot), by: person.id, byName: person.name }
    return requirePassed(
      await passBook(context, { agency: device.agency, register }, (book) => takeOverBook(book, taker, { reason, known, at: now() })),
    )
  })
}

/** The books, and the desks that one can be handed to. */
async function answer(context: CentreContext, device: DeviceRecord): Promise<{ books: RegisterBook[]; desks: unknown[] }> {
  const desks = await listDesks(context, device)
  return {
    books: await listBooks(context, device.agency),
    desks: desks.map(({ _id, deskName }) => ({ device: _id, deskName })),
  }
}

/** The desks of an agency that have not been revoked. */
export async function listDesks(context: CentreContext, { agency }: DeviceRecord): Promise<DeviceRecord[]> {
  return (await listDevices(context, agency)).filter((one) => one.revokedAt === null && one.hub !== true)
}

async function requireDeskOf(context: CentreContext, device: DeviceRecord, to: DeviceId): Promise<void> {
  const desks = await listDesks(context, device)
  if (to === device._id || !desks.some(({ _id }) => _id === to)) throw new ApiError(400, 'unknown_desk', 'Không có quầy này trong cơ quan.')
}

function takerOf(device: DeviceRecord, slot: z.infer<typeof BookSlot>): BookTaker {
  return { device: device._id, deskName: device.deskName, ...slot, by: null, byName: '' }
}

export async function nameOf(context: CentreContext, login: string) {
  const person = await findPerson(context, login)
  if (person === undefined) throw new ApiError(403, 'unknown_person', 'Tài khoản chưa gắn với cán bộ nào.')
  return { by: person.id, byName: person.name }
}

/** The book, or why it does not pass. */
export function requirePassed(outcome: Passed): { book: RegisterBook } {
  if (!outcome.ok) throw new ApiError(409, outcome.refusal, refusals[outcome.refusal])
  return { book: outcome.book }
}
