import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { HubPass, type Replayed, replayPasses } from '#core/registers/hub-pass.ts'
import { RegisterKind } from '#core/registers/register-kind.ts'
import { passBook } from '#sync-server/registers/book-store.ts'
import { ApiError } from './api-error.ts'
import type { CentreContext } from './centre-context.ts'
import { type DeviceRecord, findDevice, findPerson } from './device-record.ts'
import { requireHub } from './hub-routes.ts'

const Told = z.strictObject({ register: RegisterKind, passes: z.array(HubPass).min(1).max(1000) })

/** `/hubs/books`: a hub tells how a register book of its agency passed from desk to desk while it had no line. */
export function routeHubBooksAtCentre(api: FastifyInstance, context: CentreContext): void {
  api.post('/hubs/books', async (request) => {
    const hub = await requireHub(context, request)
    const { register, passes } = Told.parse(request.body)
    const told = await Promise.all(passes.map((pass) => checkPass(context, hub, pass)))
    let replayed: Replayed | undefined
    await passBook(context, { agency: hub.agency, register }, (book) => {
      replayed = replayPasses(book, told)
      return { ok: true, book: replayed.book }
    })
    if (replayed?.refusal != null) request.log.warn({ hub: hub._id, register, refusal: replayed.refusal }, 'passes of a hub were not taken')
    return replayed
  })
}

/** Desks of the hub's own agency only. People may have moved since; their name is the catalogue's. */
async function checkPass(context: CentreContext, hub: DeviceRecord, pass: HubPass): Promise<HubPass> {
  const desks = pass.what === 'handed_over' ? [pass.device, pass.to] : [pass.device]
  const records = await Promise.all(desks.map((id) => findDevice(context, id)))
  const person = await findPerson(context, pass.login)
  if (person === undefined || records.some((one) => one?.agency !== hub.agency || one.hub === true))
    throw new ApiError(403, 'not_of_this_hub', 'Máy hoặc cán bộ không thuộc cơ quan của máy chủ phòng.')
  return { ...pass, by: person.id, byName: person.name }
}
