import { Parser } from 'n3'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { writeCsv } from '#core/open-data/csv.ts'
import { dataSets } from '#core/open-data/data-set.ts'
import { describeSite, toJsonLd, toTurtle } from '#core/open-data/dcat.ts'
import { lastRipeMonth, publishMonth } from '#core/open-data/dossier-months.ts'

const site = 'https://du-lieu.example'
const statements = describeSite({
  site,
  title: 'Dữ liệu mở "Một Cửa"',
  description: 'Hai dòng\nvà một dấu \\ gạch.',
  publisher: { name: 'Ủy ban nhân dân tỉnh Tây Ninh', homepage: site },
  issued: '2026-11-01',
  sets: dataSets.map((one) => ({ ...one, modified: '2026-11-20' })),
})
const dcat = 'http://www.w3.org/ns/dcat#'
const dct = 'http://purl.org/dc/terms/'
const type = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'

/** The mandatory and recommended properties of DCAT-AP 3.0 that the portal of a country checks. */
const shapes: Record<string, string[]> = {
  [`${dcat}Catalog`]: [`${dct}title`, `${dct}description`, `${dct}publisher`, `${dct}license`, `${dcat}dataset`],
  [`${dcat}Dataset`]: [`${dct}title`, `${dct}description`, `${dct}publisher`, `${dct}identifier`, `${dcat}keyword`, `${dcat}distribution`],
  [`${dcat}Distribution`]: [`${dcat}accessURL`, `${dct}format`, `${dct}license`],
  'http://xmlns.com/foaf/0.1/Agent': ['http://xmlns.com/foaf/0.1/name'],
}

type Triple = { subject: string; predicate: string; value: string; isIri: boolean }

const fromTurtle = (text: string): Triple[] =>
  new Parser({ format: 'text/turtle' }).parse(text).map(({ subject, predicate, object }) => ({
    subject: subject.value,
    predicate: predicate.value,
    value: object.value,
    isIri: object.termType === 'NamedNode',
  }))

describe('the DCAT-AP catalogue', () => {
  const triples = fromTurtle(toTurtle(statements))

  it('is Turtle that another reader understands, texts unharmed', () => {
    expect(triples).toHaveLength(statements.length)
    expect(triples.find(({ predicate }) => predicate === `${dct}description`)?.value).toBe('Hai dòng\nvà một dấu \\ gạch.')
  })

  it('has the properties that DCAT-AP asks for on everything it describes, and describes everything it names', () => {
    const typed = triples.filter(({ predicate }) => predicate === type)
    expect(typed.filter(({ value }) => value === `${dcat}Dataset`)).toHaveLength(dataSets.length)
    expect(typed.filter(({ value }) => value === `${dcat}Distribution`)).toHaveLength(dataSets.length * 2)
    for (const { subject, value } of typed) {
      const has = new Set(triples.filter((one) => one.subject === subject).map(({ predicate }) => predicate))
      for (const property of shapes[value] ?? [`no shape for ${value}`]) expect(has, `${subject} ${property}`).toContain(property)
    }
    const described = new Set(typed.map(({ subject }) => subject))
    for (const link of [`${dcat}dataset`, `${dcat}distribution`, `${dct}publisher`])
      for (const { value, isIri } of triples.filter(({ predicate }) => predicate === link))
        expect(isIri && described.has(value), value).toBe(true)
    for (const { value, isIri } of triples) if (isIri) expect(URL.canParse(value), value).toBe(true)
  })

  it('says the same as JSON-LD', () => {
    const Node = z.looseObject({ '@id': z.string(), '@type': z.array(z.string()) })
    const fromJson = toJsonLd(statements).flatMap((node) => {
      const { '@id': id, '@type': types, ...rest } = Node.parse(node)
      const others = Object.entries(rest).flatMap(([name, values]) =>
        z
          .array(z.union([z.object({ '@id': z.string() }), z.looseObject({ '@value': z.string() })]))
          .parse(values)
          .map((one) => [id, name, '@id' in one ? one['@id'] : one['@value']].join(' ')),
      )
      return [...types.map((one) => [id, type, one].join(' ')), ...others]
    })
    expect(fromJson.sort()).toEqual(triples.map(({ subject, predicate, value }) => [subject, predicate, value].join(' ')).sort())
  })
})

describe('files and months', () => {
  it('writes CSV that keeps commas, quotes and lines, and runs no formula', () => {
    expect(
      writeCsv(
        ['a', 'b'],
        [
          ['x, "y"', '=1+1'],
          ['hai\ndòng', null],
          ['', 5],
        ],
      ),
    ).toBe('\uFEFFa,b\r\n"x, ""y""",\'=1+1\r\n"hai\ndòng",\r\n,5\r\n')
  })

  it('publishes a month only when the month after it is over', () => {
    expect(['2026-11-30', '2026-12-01', '2027-01-31', '2027-02-28'].map(lastRipeMonth)).toEqual([
      '2026-09',
      '2026-10',
      '2026-11',
      '2026-12',
    ])
  })

  it('has a line for every sector, channel and outcome, and no total across them', () => {
    const lines = publishMonth('2026-09', [{ sector: 'Hộ tịch', channel: 1, punctual: 'on_time', count: 12 }], ['Đất đai', 'Hộ tịch'])
    expect(lines).toHaveLength(2 * (1 + 3 + 12))
    expect(lines.filter(({ count }) => count === 12).map(({ level }) => level)).toEqual(['sector', 'channel', 'punctual'])
    expect(new Set(lines.map(({ sector }) => sector))).toEqual(new Set(['Đất đai', 'Hộ tịch']))
  })
})
