import { Readable, Transform, type TransformCallback } from 'node:stream'
import type { ServerScope } from 'nano'
import { z } from 'zod'
import type { AgencySlug } from '#core/record/ids.ts'
import type { CentralAccess } from '#sync-server/provision/couch-admin.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import { NotWritten, type RevisionDocument, readKeys, readLeaves, writeEdits, writeRevisions } from './couch-calls.ts'
import type { Copy } from './plan-route.ts'
import { callRaw, readText } from './raw-call.ts'

/** Copies immutable events between journals: with their revisions, or anew where the copy before was taken away. */
export async function copyEvents(couch: ServerScope, to: AgencySlug, copies: Copy[]): Promise<void> {
  const target = databasesOf(to).journal
  const there = await readKeys(
    couch,
    target,
    copies.map(({ id }) => id),
  )
  for (const [from, wanted] of groupBySource(copies)) {
    const leaves = await readLeaves(couch, databasesOf(from).journal, wanted)
    const documents = wanted.flatMap((id) => liveOf(leaves.get(id)))
    const isTakenAway = ({ _id }: RevisionDocument): boolean => there.get(_id)?.value?.deleted === true
    await writeRevisions(
      couch,
      target,
      documents.filter((one) => !isTakenAway(one)),
    )
    await writeEdits(couch, target, documents.filter(isTakenAway).map(asNew)).catch(ignoreConflict)
  }
}

function groupBySource(copies: Copy[]): Map<AgencySlug, string[]> {
  const groups = new Map<AgencySlug, string[]>()
  for (const { from, id } of copies) groups.set(from, [...(groups.get(from) ?? []), id])
  return groups
}

function liveOf(leaves: RevisionDocument[] | undefined): RevisionDocument[] {
  const live = leaves?.find((one) => one['_deleted'] !== true)
  return live === undefined ? [] : [live]
}

/** The document as a new one: without the revisions that another database gave it. */
export function asNew({ _rev, _revisions, ...rest }: RevisionDocument): Record<string, unknown> {
  return rest
}

const Attached = z.looseObject({
  _id: z.string(),
  _rev: z.string(),
  _attachments: z.record(z.string(), z.looseObject({ content_type: z.string(), digest: z.string(), revpos: z.number() })).optional(),
})

/**
 * Copies a page with its bytes. They flow through as a stream, so that a page of any size needs the same memory here, and count
 * as copied only if the digest in the target equals that of the source.
 */
export async function copyPage(couch: ServerScope, central: CentralAccess, { to, from, id }: Copy): Promise<void> {
  const [source, target] = [databasesOf(from).pages, databasesOf(to).pages]
  const there = (await readKeys(couch, target, [id])).get(id)?.value
  const page = Attached.parse(await couch.request({ db: source, path: encodeURIComponent(id), qs: { revs: true } }))
  const body = there?.deleted === true ? asNew(page) : page
  const query = there?.deleted === true ? '' : '?new_edits=false'
  const json = Readable.from(pageJson(central, source, { ...body, _id: id }))
  const answer = await callRaw(central, `/${target}/${encodeURIComponent(id)}${query}`, { method: 'PUT', body: json })
  const [status = 502, text] = [answer.statusCode, await readText(answer)]
  if (status >= 300 && status !== 409) throw new Error(`${target}/${id}: ${status} ${text.slice(0, 200)}`)
  const copied = Attached.parse(await couch.request({ db: target, path: encodeURIComponent(id) }))
  for (const [name, { digest }] of Object.entries(page._attachments ?? {})) {
    if (copied._attachments?.[name]?.digest !== digest) throw new Error(`${target}/${id}: the digest of ${name} is another`)
  }
}

/** The page as the JSON that CouchDB takes, its attachments flowing in as base64. */
async function* pageJson(
  central: CentralAccess,
  source: string,
  { _attachments = {}, ...body }: Record<string, unknown> & { _id: string; _attachments?: z.infer<typeof Attached>['_attachments'] },
): AsyncGenerator<string> {
  yield `${JSON.stringify(body).slice(0, -1)},"_attachments":{`
  let comma = ''
  for (const [name, { content_type, revpos }] of Object.entries(_attachments)) {
    yield `${comma}${JSON.stringify(name)}:{"content_type":${JSON.stringify(content_type)},"revpos":${revpos},"data":"`
    const answer = await callRaw(central, `/${source}/${encodeURIComponent(body._id)}/${encodeURIComponent(name)}`, { method: 'GET' })
    if (answer.statusCode !== 200) throw new Error(`${source}/${body._id}: attachment ${name} answers ${answer.statusCode}`)
    for await (const chunk of answer.pipe(toBase64())) yield String(chunk)
    yield '"}'
    comma = ','
  }
  yield '}}'
}

/** Bytes → base64 in pieces: what does not fill three bytes waits for the next piece. */
function toBase64(): Transform {
  let rest = Buffer.alloc(0)
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      const all = Buffer.concat([rest, chunk])
      const whole = all.length - (all.length % 3)
      rest = all.subarray(whole)
      done(null, all.subarray(0, whole).toString('base64'))
    },
    flush: (done) => done(null, rest.toString('base64')),
  })
}

function ignoreConflict(error: unknown): void {
  if (!(error instanceof NotWritten) || !error.conflict) throw error
}
