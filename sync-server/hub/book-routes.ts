import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { toInstant } from '#core/record/instant.ts'
import type { HubPass } from '#core/registers/hub-pass.ts'
import type { Passed } from '#core/registers/pass-book.ts'
import { RegisterBook } from '#core/registers/register-book.ts'
import { ApiError } from '#sync-server/api/api-error.ts'
import { requireDevice, requireOfficial } from '#sync-server/api/authenticate.ts'
import type { CentreContext } from '#sync-server/api/centre-context.ts'
import type { DeviceRecord } from '#sync-server/api/device-record.ts'
import { BookHandOver, BookParams, BookSlot, listDesks, nameOf, requirePassed } from '#sync-server/api/register-routes.ts'
import { requireSlot } from '#sync-server/api/slot-routes.ts'
import type { HubBooks } from './books.ts'
import { askAsDesk, centreUnreachable, type PassedOn, type Upstream } from './pass-on.ts'
import { HubRevoked, LineDown } from './side.ts'

type BookRoutes = Upstream & { context: CentreContext; books: HubBooks; askVisit(): void }
type Call = { request: FastifyRequest; reply: FastifyReply }

const Listing = z.object({ books: z.array(RegisterBook) })
const One = z.object({ book: RegisterBook })

/**
 * `/registers` at a hub. What the holder of a book alone decides, or the desk that it was handed to, happens here and is told to the centre as soon
 * as there is a line; a book that lies free, or is taken over, is the centre's to give.
 */
export function routeHubBooks(api: FastifyInstance, parts: BookRoutes): void {
  const { context } = parts
  for (const [method, url] of [
    ['GET', '/registers'],
    ['POST', '/registers/report'],
  ] as const)
    api.route({ method, url, handler: (request, reply) => listBooks(parts, { request, reply }) })

  api.post('/registers/:register/take', async (request, reply) => {
    const device = await requireDevice(context, request)
    const slot = BookSlot.parse(request.body)
    const { register } = BookParams.parse(request.params)
    const book = await parts.books.find(register)
    const isTheirs = book?.offeredTo === device._id || book?.holder?.device === device._id
    if (!isTheirs) return forward(parts, { request, reply })
    await requireSlot(context, device, slot)
    return decide(parts, { request, reply, device }, { what: 'taken', deskName: device.deskName, ...slot })
  })

  api.post('/registers/:register/hand-over', async (request, reply) => {
    const device = await requireDevice(context, request)
    const { to, ...report } = BookHandOver.parse(request.body)
    const isHere = to !== null && to !== device._id && (await listDesks(context, device)).some(({ _id }) => _id === to)
    if (!isHere) return forward(parts, { request, reply })
    return decide(parts, { request, reply, device }, { what: 'handed_over', to, ...report })
  })

  api.post('/registers/:register/take-over', (request, reply) => forward(parts, { request, reply }))
}

type Decision =
  | Omit<Extract<HubPass, { what: 'taken' }>, 'id' | 'at' | 'device' | 'login' | 'by' | 'byName'>
  | Omit<Extract<HubPass, { what: 'handed_over' }>, 'id' | 'at' | 'device' | 'login' | 'by' | 'byName'>

/** Here first, then at the centre where there is a line: its no is the answer. What this hub knows may be old, so its own no is not the last word. */
async function decide(parts: BookRoutes, call: Call & { device: DeviceRecord }, decision: Decision): Promise<unknown> {
  const { context, books, askVisit } = parts
  const { register } = BookParams.parse(call.request.params)
  const { login } = await requireOfficial(context, call.request, call.reply)
  const who = { login, ...(await nameOf(context, login)), device: call.device._id, id: randomUUID(), at: toInstant(context.now()) }
  const passed = await books.pass(register, { ...decision, ...who })
  if (passed?.ok !== true) return forward(parts, call)
  askVisit()
  const refusal = (await tellIfPossible(books)).get(register)
  return requirePassed(refusal === undefined ? passed : ({ ok: false, refusal } satisfies Passed))
}

async function tellIfPossible(books: HubBooks): ReturnType<HubBooks['tell']> {
  return books.tell().catch((error: unknown) => {
    if (error instanceof LineDown || error instanceof HubRevoked) return new Map()
    throw error
  })
}

async function forward({ books, ...upstream }: BookRoutes, { request, reply }: Call): Promise<FastifyReply> {
  const answer = await askAsDesk(upstream, { request, reply }, JSON.stringify(request.body))
  const one = One.safeParse(readJson(answer))
  if (one.success) await books.learn([one.data.book])
  return reply.code(answer.status).header('content-type', answer.type).send(answer.body)
}

/** The centre's list, as far as it knows; without a line what is known here, which says as of when. */
async function listBooks({ books, context, ...upstream }: BookRoutes, { request, reply }: Call): Promise<unknown> {
  const device = await requireDevice(context, request)
  reply.header('cache-control', 'no-store')
  await tellIfPossible(books)
  const body = request.method === 'GET' ? undefined : JSON.stringify(request.body)
  const answer = await askAsDesk(upstream, { request, reply }, body).catch((error: unknown) => {
    if (!(error instanceof ApiError && error.code === 'centre_unreachable')) throw error
  })
  const listing = Listing.safeParse(answer && readJson(answer))
  if (answer !== undefined && !listing.success) return reply.code(answer.status).header('content-type', answer.type).send(answer.body)
  if (listing.success) await books.learn(listing.data.books)
  const known = await books.list()
  if (known.length === 0) throw centreUnreachable()
  const desks = await listDesks(context, device)
  return { books: known, desks: desks.map(({ _id, deskName }) => ({ device: _id, deskName })) }
}

function readJson({ body, status }: PassedOn): unknown {
  return status < 300 ? JSON.parse(body.toString('utf8')) : undefined
}
