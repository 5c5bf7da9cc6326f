import { beforeAll, describe, expect, it } from 'vitest'
import type { Dossier } from '#core/dossier/dossier.ts'
import { Instant } from '#core/record/instant.ts'
import { checkDossier } from '#core/rules/structure.ts'
import { loadCatalogue } from '#resources/catalogue/load-catalogue.ts'
import { listDots } from '#resources/demo/block-letters.ts'
import { makeDemoSigner } from '#resources/demo/demo-signer.ts'
import { drawPaper } from '#resources/demo/draw-page.ts'
import { type DemoData, makeDemoDossiers } from '#resources/demo/make-dossiers.ts'

const now = Instant.parse('2026-11-23T10:00:00+07:00')
let demo: DemoData
let byId: Map<string, Dossier>

const make = async (disputes: number, first = 119) => {
  const signer = await makeDemoSigner()
  return makeDemoDossiers({
    catalogue: loadCatalogue(),
    now,
    keyId: signer.keyId,
    signEvent: signer.signEvent,
    disputes,
    counts: { first, others: 1 },
  })
}

beforeAll(async () => {
  demo = await make(40)
  byId = new Map(demo.databases.flatMap((one) => one.dossiers.map((dossier) => [dossier.id, dossier])))
}, 240_000)

describe('the disputes of the demo', () => {
  it('are as many as asked for, none unless asked', async () => {
    expect(demo.disputes).toHaveLength(40)
    expect((await make(0, 20)).disputes).toEqual([])
  }, 60_000)

  it('are of every kind: legal fields, free ones, two steps', () => {
    const count = (kind: string) => demo.disputes.filter((one) => one.kind === kind).length
    expect(count('legal')).toBeGreaterThan(15)
    expect(count('free')).toBeGreaterThan(6)
    expect(count('step')).toBe(5)
  })

  it('stand on dossiers that the centre takes, each open and with a page that says the truth', () => {
    for (const { caseId, dossierId, choices } of demo.disputes) {
      const dossier = byId.get(dossierId)
      const one = dossier?.cases?.find((each) => each.id === caseId)
      expect(one).toMatchObject({ settled: null })
      expect(one?.fields.map((field) => field.path)).toEqual(choices.map((choice) => choice.path))
      expect(dossier?.placements[0]?.id).toBe('giay-lam-chung')
      checkDossier({ _id: dossierId, ...dossier }, null, true)
    }
  })

  it('are told right by either side, by neither, and by what stood there before', () => {
    const taken = new Set(demo.disputes.flatMap((one) => one.choices.map((choice) => choice.take)))
    expect([...taken].sort()).toEqual(['base', 'mine', 'theirs', 'typed'])
  })
})

describe('a drawn paper', () => {
  it('differs in every mark of a Vietnamese letter', () => {
    const drawn = ['A', 'À', 'Á', 'Ả', 'Ã', 'Ạ', 'Ă', 'Â', 'Ấ', 'Ậ', 'Đ', 'D', 'Ơ', 'O'].map((letter) => drawPaper([letter]).hash)
    expect(new Set(drawn).size).toBe(drawn.length)
  })

  it('has ink for every letter, and more of it for a letter with a mark', () => {
    for (const letter of 'ABCDĐEGHIKLMNOPQRSTUVXY0123456789') expect(listDots(letter).length).toBeGreaterThan(0)
    for (const letter of 'ÁÀẢÃẠĂÂÊÔƠƯ') expect(listDots(letter).length).toBeGreaterThan(listDots(letter.normalize('NFD')[0] ?? '').length)
    expect(listDots('Ộ').length).toBeGreaterThan(listDots('Ô').length)
  })
})
