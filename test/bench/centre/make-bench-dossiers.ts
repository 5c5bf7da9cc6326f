import type { Dossier } from '#core/dossier/dossier.ts'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import { type AgencySlug, DossierId, EventId, makeUlid } from '#core/record/ids.ts'
import { epochMsOf, Instant, toInstant } from '#core/record/instant.ts'
import { makeDemoApplicant } from '#resources/demo/demo-applicant.ts'
import { makeDemoDossiers } from '#resources/demo/make-dossiers.ts'
import { makeRandom, type Random } from '#resources/demo/random.ts'

const now = Instant.parse('2026-11-20T16:00:00+07:00')
const stepMs = 37 * 60_000

export type BenchDossier = Dossier & { _id: string }

/**
 * Invented dossiers of ~2 KB without end, the same every time: the demo's in all their statuses, each copy another person's and earlier.
 * `first` is the serial that their codes begin with: other serials are other codes and other people.
 */
export async function createDossierSource(catalogue: Catalogue, agency: AgencySlug, first = 0): Promise<(count: number) => BenchDossier[]> {
  const random = makeRandom(27712 + first)
  const demo = await makeDemoDossiers({
    catalogue,
    now,
    keyId: 'key:bench',
    signEvent: async () => 'bench',
    counts: { first: 119, others: 1 },
  })
  const models = demo.databases.find((one) => one.agency === agency)?.dossiers.map(withoutPages) ?? []
  const commune = catalogue.agencies.find((one) => one.slug === agency)
  if (models.length === 0 || commune === undefined) throw new Error(`The demo has no dossiers of ${agency}.`)
  let made = first
  return (count) =>
    Array.from({ length: count }, () => {
      const model = models[made % models.length]
      if (model === undefined) throw new RangeError('no model')
      const applicant = { ...model.applicant, ...makeDemoApplicant(random, commune, made), birthDate: model.applicant.birthDate }
      const copy = toCopy({ ...model, applicant }, made, Math.floor((made - first) / models.length), random)
      made += 1
      return copy
    })
}

/** The page images are another measurement, and a placement without its page would read as one that waits. */
function withoutPages(dossier: Dossier): Dossier {
  const papers = dossier.papers.map((paper) => (paper.met === 'scan' ? { ...paper, met: 'paper' as const } : paper))
  return { ...dossier, placements: [], papers }
}

function toCopy(model: Dossier, serial: number, round: number, random: Random): BenchDossier {
  const shift = (at: Instant): Instant => toInstant(epochMsOf(at) - round * stepMs)
  const ulid = makeUlid(epochMsOf(model.received.at) - round * stepMs, random.bytes(10))
  const id = DossierId.parse(`dossier:${ulid}`)
  const { business } = model
  return {
    ...model,
    _id: id,
    id,
    code: `${model.code.slice(0, model.code.lastIndexOf('-'))}-${String(9_000_000 - serial).padStart(7, '0')}`,
    received: { ...model.received, at: shift(model.received.at) },
    dueAt: model.dueAt === null ? null : shift(model.dueAt),
    business: { ...business, since: shift(business.since), holder: { ...business.holder, since: shift(business.holder.since) } },
    lastEvent: EventId.parse(`event:${ulid}`),
    updated: { ...model.updated, at: shift(model.updated.at) },
  }
}
