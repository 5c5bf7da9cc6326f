import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Paper } from '#core/dossier/dossier.ts'
import { foldText } from '#core/identity/fold-text.ts'
import { findProcedureInForce } from '#core/procedure/catalogue.ts'
import { durationFor } from '#core/procedure/duration-for.ts'
import { findProcedures } from '#core/procedure/find-procedures.ts'
import { makeRequiredPapers } from '#core/procedure/make-required-papers.ts'
import { Day } from '#core/record/instant.ts'
import { loadCatalogue } from '#resources/catalogue/load-catalogue.ts'

const catalogue = loadCatalogue()
const { procedures } = catalogue
const get = (code: string) => {
  const found = findProcedureInForce(catalogue, code, Day.parse('2026-11-22'))
  if (found === undefined) throw new Error(code)
  return found
}

describe('searching procedures', () => {
  it.each([
    ['khai sinh', '1.001193'],
    ['sinh khai dang ky', '1.001193'],
    ['ĐĂNG KÝ KHAI SINH', '1.001193'],
    ['1.001193', '1.001193'],
    ['2.000815', '2.000815'],
    ['ban sao chung thuc', '2.000815'],
    ['ket hon', '1.000894'],
  ])('finds with "%s"', (text, code) => {
    expect(
      findProcedures(procedures, text)
        .slice(0, 4)
        .map((one) => one.code),
    ).toContain(code)
  })

  it.each([
    ['khai sinh', '1.001193'],
    ['khai tử', '1.000656'],
    ['kết hôn', '1.000894'],
  ])('puts the plain procedure of "%s" before its special cases', (text, code) => {
    expect(findProcedures(procedures, text)[0]?.code).toBe(code)
  })

  it('puts the often used first among equals, never before a closer name', () => {
    const uses = new Map([
      ['2.000635', 50],
      ['3.000722', 9],
    ])
    const codes = [...new Set(findProcedures(procedures, 'khai sinh', uses).map((one) => one.code))]
    expect(codes.slice(0, 2)).toEqual(['1.001193', '3.000722'])
    expect(codes.indexOf('2.000635')).toBeGreaterThan(2)
  })

  it('puts an exact code first', () => {
    expect(findProcedures(procedures, '2.000635')[0]?.code).toBe('2.000635')
  })

  it('offers everything for an empty text and nothing for an unknown word', () => {
    expect(findProcedures(procedures, ' ')).toHaveLength(procedures.length)
    expect(findProcedures(procedures, 'khai zzzz')).toEqual([])
  })

  it('finds a procedure by any words of its name in any order', () => {
    const cases = fc.constantFrom(...procedures).chain((one) => fc.tuple(fc.constant(one), fc.shuffledSubarray(one.name.split(' '))))
    fc.assert(
      fc.property(cases, ([one, words]) => {
        const found = findProcedures(procedures, words.join(' '))
        return found.includes(one) && (words.length === 0 || found.every((hit) => holdsAll(hit, words)))
      }),
    )
  })
})

function holdsAll(hit: (typeof procedures)[number], words: string[]): boolean {
  const text = foldText(`${hit.code} ${hit.name} ${hit.shortName} ${hit.sector}`)
  return words.every((word) => text.includes(foldText(word)))
}

describe('the checklist of an intake', () => {
  it('starts with every paper of the procedure, the required ones missing', () => {
    const papers = makeRequiredPapers(get('1.001193'))
    expect(papers.map((paper) => [paper.paperId, paper.met]).slice(0, 4)).toEqual([
      ['to-khai', 'missing'],
      ['giay-chung-sinh', 'missing'],
      ['giay-to-tuy-than', 'missing'],
      ['noi-cu-tru', 'not_needed'],
    ])
  })

  it('is valid on a dossier for every procedure', () => {
    for (const paper of procedures.flatMap(makeRequiredPapers)) expect(Paper.safeParse(paper).success).toBe(true)
  })
})

describe('the processing time of a channel', () => {
  it('differs by channel where the source says so', () => {
    const land = get('1.013978')
    expect([durationFor(land, 1)?.value, durationFor(land, 2)?.value, durationFor(land, 3)?.value]).toEqual([27, 17, 20])
  })

  it('is null where no source gives one', () => {
    expect(durationFor(get('1.001022'), 1)).toBeNull()
  })
})

describe('versions of a procedure', () => {
  it('takes the version in force on the day of receipt', () => {
    expect(findProcedureInForce(catalogue, '1.001193', Day.parse('2027-02-28'))?.version).toBe('2025-07')
    expect(findProcedureInForce(catalogue, '1.001193', Day.parse('2027-03-01'))?.version).toBe('2027-03')
  })
})
