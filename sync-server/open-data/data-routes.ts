import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { writeCsv } from '#core/open-data/csv.ts'
import { type DataSet, dataSets, dossierSet, tableSchema } from '#core/open-data/data-set.ts'
import { describeSite, licence, toJsonLd, toTurtle } from '#core/open-data/dcat.ts'
import { RateLimit } from '#sync-server/api/rate-limit.ts'
import { neighbourhoodOf } from '#sync-server/public/lookup-guard.ts'
import { writePage } from '#sync-server/public/page.ts'
import { writeDataHome, writeDataPage } from './data-pages.ts'
import type { DataStore } from './data-store.ts'

/** `address`: where the site is reached from outside; it names things in the catalogue. */
export type DataSite = { data: DataStore; publisher: string; address(): string; now(): number }

const Wish = z.object({ linh_vuc: z.string().max(200).optional() })

/** Pages, files and the catalogue for machines. Files may be fetched by pages of other origins: that is what they are for. */
export function routeOpenData(site: FastifyInstance, { data, publisher, address, now }: DataSite): void {
  const asked = new RateLimit({ calls: 240, windowMs: 60_000 })
  const prefix = '/du-lieu-mo'
  const file = (reply: FastifyReply, type: string): FastifyReply =>
    reply
      .type(type)
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('cache-control', 'public, max-age=600')
  const page = (reply: FastifyReply, title: string, body: ReturnType<typeof writeDataHome>): FastifyReply =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'public, max-age=300')
      .send(writePage({ title, body, wide: true }, 'data'))
  const statements = async () => {
    const sets = await Promise.all(dataSets.map(async (set) => ({ ...set, modified: (await data.read(set)).modified ?? '2026-11-01' })))
    const about = { title: 'Dữ liệu mở về thủ tục hành chính', description: 'Số liệu tổng hợp, không có dữ liệu cá nhân.' }
    return describeSite({ site: address(), ...about, publisher: { name: publisher, homepage: address() }, issued: '2026-11-01', sets })
  }
  site.register(async (open) => {
    open.addHook('onRequest', async (request) => asked.take(neighbourhoodOf(request.ip), now()))
    open.get(prefix, async (_request, reply) => {
      const modified = await Promise.all(dataSets.map(async (set) => [set.id, (await data.read(set)).modified] as const))
      return page(reply, 'Dữ liệu mở', writeDataHome(new Map(modified)))
    })
    open.get(`${prefix}/danh-muc.ttl`, async (_request, reply) =>
      file(reply, 'text/turtle; charset=utf-8').send(toTurtle(await statements())),
    )
    open.get(`${prefix}/danh-muc.jsonld`, async (_request, reply) =>
      file(reply, 'application/ld+json; charset=utf-8').send(toJsonLd(await statements())),
    )
    for (const set of dataSets) routeSet(open, set)
  })

  function routeSet(open: FastifyInstance, set: DataSet): void {
    const base = `${prefix}/${set.id}`
    const names = set.columns.map(({ name }) => name)
    open.get(base, async (request, reply) => {
      const { linh_vuc: sector } = Wish.parse(request.query)
      const months = set.id === dossierSet.id ? await data.months() : []
      return page(reply, set.title, writeDataPage(set, await data.read(set), months, sector === '' ? undefined : sector))
    })
    open.get(`${base}.csv`, async (_request, reply) =>
      file(reply, 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${set.id}.csv"`)
        .send(writeCsv(names, (await data.read(set)).rows)),
    )
    open.get(`${base}.json`, async (_request, reply) => {
      const { rows, modified } = await data.read(set)
      const records = rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? null])))
      return file(reply, 'application/json; charset=utf-8').send({
        title: set.title,
        licence: licence.iri,
        modified,
        schema: `${address()}${base}.schema.json`,
        data: records,
      })
    })
    open.get(`${base}.schema.json`, async (_request, reply) => file(reply, 'application/json; charset=utf-8').send(tableSchema(set)))
  }
}
