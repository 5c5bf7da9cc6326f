import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Dossier } from '#core/dossier/dossier.ts'
import { LookupSystem, OutsideView } from '#core/outside/outside-task.ts'
import { rolesOn } from '#core/person/roles-on.ts'
import { DossierId } from '#core/record/ids.ts'
import { dayOf, toInstant } from '#core/record/instant.ts'
import { newTask } from '#sync-server/outside/enqueue.ts'
import { isQuestion } from '#sync-server/outside/registries.ts'
import { openTaskStore } from '#sync-server/outside/task-store.ts'
import { findDocument } from '#sync-server/provision/couch-admin.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import { ApiError } from './api-error.ts'
import { requireDevice, requireOfficial } from './authenticate.ts'
import type { CentreContext } from './centre-context.ts'
import type { DeviceRecord } from './device-record.ts'
import { findPerson } from './device-record.ts'
import { RateLimit } from './rate-limit.ts'

const Question = z.strictObject({ dossierId: DossierId, system: LookupSystem, question: z.string().trim().max(40) })
const View = z.object({ ...OutsideView.shape })

/**
 * `/outside/dossiers/:id`: where a dossier of the desk's own agency stands with the systems outside; `/outside/look-ups`: a signed-in official asks
 * one of them something (it is queued, never waited for); `/outside/failing` and `/outside/tasks/:id/again`: what a person has to look at.
 */
export function routeOutside(api: FastifyInstance, context: CentreContext): void {
  const tasks = openTaskStore(context.couch, context.now)
  const questions = new RateLimit({ calls: 20, windowMs: 60_000 })

  api.get<{ Params: { id: string } }>('/outside/dossiers/:id', async (request, reply) => {
    const device = await requireDevice(context, request)
    const dossier = await getDossier(context, device, DossierId.parse(request.params.id))
    reply.header('cache-control', 'no-store')
    return { tasks: (await tasks.ofDossier(dossier.id)).map((one) => View.parse(one)) }
  })

  api.get('/outside/failing', async (request, reply) => {
    const device = await requireDevice(context, request)
    reply.header('cache-control', 'no-store')
    return { tasks: (await tasks.failing(device.agency)).slice(0, 200).map((one) => View.parse(one)) }
  })

  api.post('/outside/look-ups', async (request, reply) => {
    const device = await requireDevice(context, request)
    const { login } = await requireOfficial(context, request, reply)
    const person = await findPerson(context, login)
    const at = toInstant(context.now())
    if (person === undefined || rolesOn(person, dayOf(at)).length === 0)
      throw new ApiError(403, 'unknown_person', 'Tài khoản chưa gắn với cán bộ nào.')
    questions.take(person.id, context.now())
    const { dossierId, system, question } = Question.parse(request.body)
    if (!isQuestion(system, question)) throw new ApiError(400, 'invalid_question', 'Số cần tra cứu không đúng dạng.')
    const dossier = await getDossier(context, device, dossierId)
    const id = `task:${system}:${dossier.id}:${randomUUID()}`
    const task = {
      ...newTask(dossier, { id, system, at }),
      agency: device.agency,
      askedBy: { person: person.id, name: person.name },
      question,
      wanted: id,
    }
    await tasks.change(id, () => task)
    return reply.code(202).send({ task: View.parse(task) })
  })

  api.post<{ Params: { id: string } }>('/outside/tasks/:id/again', async (request) => {
    const device = await requireDevice(context, request)
    const at = toInstant(context.now())
    let known = false
    await tasks.change(z.string().startsWith('task:').max(200).parse(request.params.id), (stored) => {
      if (stored?.agency !== device.agency) return undefined
      known = true
      return { ...stored, state: 'waiting', attempts: 0, nextAt: at }
    })
    if (!known) throw new ApiError(404, 'unknown_task', 'Cơ quan không có việc này.')
    return { ok: true }
  })
}

/** Least rights: a desk asks only about dossiers that lie in its own agency's database. */
async function getDossier({ couch }: CentreContext, { agency }: DeviceRecord, id: DossierId): Promise<Dossier> {
  const parsed = Dossier.safeParse(await findDocument(couch.use(databasesOf(agency).dossiers), id))
  if (!parsed.success) throw new ApiError(404, 'unknown_dossier', 'Cơ quan không có hồ sơ này.')
  return parsed.data
}
