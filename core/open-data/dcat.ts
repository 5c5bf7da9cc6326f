import type { DataSet } from './data-set.ts'

/** An object of a statement: another thing, or a text in a language or of a datatype. */
export type RdfObject = { iri: string } | { text: string; language?: string; datatype?: string }
export type Statement = { subject: string; predicate: string; object: RdfObject }

const rdfType = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'
const dcat = 'http://www.w3.org/ns/dcat#'
const dct = 'http://purl.org/dc/terms/'
const foaf = 'http://xmlns.com/foaf/0.1/'
const xsd = 'http://www.w3.org/2001/XMLSchema#'
const fileType = 'http://publications.europa.eu/resource/authority/file-type/'

/** Creative Commons Attribution 4.0: use as you like, name the source. */
export const licence = { iri: 'https://creativecommons.org/licenses/by/4.0/', name: 'CC BY 4.0' }

export type CatalogueFacts = {
  site: string
  title: string
  description: string
  publisher: { name: string; homepage: string }
  issued: string
  sets: readonly (DataSet & { modified: string })[]
}

/** The catalogue of the site after DCAT-AP 3.0, as statements: mandatory members of catalogue, data set, distribution and agent, and the recommended that we know. */
export function describeSite({ site, title, description, publisher, issued, sets }: CatalogueFacts): Statement[] {
  const root = `${site}/du-lieu-mo`
  const agent = `${root}#co-quan-cong-bo`
  const agentStatements = [
    is(agent, `${foaf}Agent`),
    say(agent, `${foaf}name`, vi(publisher.name)),
    say(agent, `${foaf}homepage`, { iri: publisher.homepage }),
  ]
  return [
    is(root, `${dcat}Catalog`),
    say(root, `${dct}title`, vi(title)),
    say(root, `${dct}description`, vi(description)),
    say(root, `${dct}publisher`, { iri: agent }),
    say(root, `${dct}language`, { iri: 'http://publications.europa.eu/resource/authority/language/VIE' }),
    say(root, `${dct}license`, { iri: licence.iri }),
    say(root, `${dct}issued`, day(issued)),
    say(root, `${foaf}homepage`, { iri: root }),
    ...agentStatements,
    ...sets.flatMap((set) => [say(root, `${dcat}dataset`, { iri: `${root}/${set.id}` }), ...describeSet(`${root}/${set.id}`, agent, set)]),
  ]
}

function describeSet(iri: string, agent: string, set: CatalogueFacts['sets'][number]): Statement[] {
  return [
    is(iri, `${dcat}Dataset`),
    say(iri, `${dct}title`, vi(set.title)),
    say(iri, `${dct}description`, vi(set.description)),
    say(iri, `${dct}identifier`, { text: set.id }),
    say(iri, `${dct}publisher`, { iri: agent }),
    say(iri, `${dct}accrualPeriodicity`, { iri: set.periodicity }),
    say(iri, `${dct}modified`, day(set.modified)),
    say(iri, `${dcat}landingPage`, { iri }),
    ...set.keywords.map((word) => say(iri, `${dcat}keyword`, vi(word))),
    ...describeFile(iri, set, { extension: 'csv', type: 'CSV', media: 'text/csv' }),
    ...describeFile(iri, set, { extension: 'json', type: 'JSON', media: 'application/json' }),
  ]
}

function describeFile(set: string, { title }: DataSet, file: { extension: string; type: string; media: string }): Statement[] {
  const iri = `${set}#${file.extension}`
  return [
    say(set, `${dcat}distribution`, { iri }),
    is(iri, `${dcat}Distribution`),
    say(iri, `${dct}title`, vi(`${title} (${file.type})`)),
    say(iri, `${dcat}accessURL`, { iri: `${set}.${file.extension}` }),
    say(iri, `${dcat}downloadURL`, { iri: `${set}.${file.extension}` }),
    say(iri, `${dct}format`, { iri: `${fileType}${file.type}` }),
    say(iri, `${dcat}mediaType`, { iri: `https://www.iana.org/assignments/media-types/${file.media}` }),
    say(iri, `${dct}license`, { iri: licence.iri }),
    say(iri, `${dct}conformsTo`, { iri: `${set}.schema.json` }),
  ]
}

/** Turtle, one statement a line, subjects together. */
export function toTurtle(statements: readonly Statement[]): string {
  const lines = statements.map(({ subject, predicate, object }) => `${iriText(subject)} ${iriText(predicate)} ${objectText(object)} .`)
  return `${lines.join('\n')}\n`
}

/** JSON-LD in its expanded form: no context to fetch. */
export function toJsonLd(statements: readonly Statement[]): Record<string, unknown>[] {
  const nodes = new Map<string, Record<string, unknown[]>>()
  for (const { subject, predicate, object } of statements) {
    const node = nodes.get(subject) ?? {}
    const name = predicate === rdfType ? '@type' : predicate
    node[name] = [...(node[name] ?? []), predicate === rdfType && 'iri' in object ? object.iri : jsonObject(object)]
    nodes.set(subject, node)
  }
  return [...nodes].map(([id, members]) => ({ '@id': id, ...members }))
}

function jsonObject(object: RdfObject): Record<string, string> {
  if ('iri' in object) return { '@id': object.iri }
  const { text, language, datatype } = object
  return {
    '@value': text,
    ...(language === undefined ? {} : { '@language': language }),
    ...(datatype === undefined ? {} : { '@type': datatype }),
  }
}

function objectText(object: RdfObject): string {
  if ('iri' in object) return iriText(object.iri)
  const text = JSON.stringify(object.text)
  return `${text}${object.language === undefined ? '' : `@${object.language}`}${object.datatype === undefined ? '' : `^^${iriText(object.datatype)}`}`
}

/** Signs that an IRI may not hold are written in per cent. */
const iriText = (iri: string): string => `<${iri.replace(/[\s<>"{}|^`\\]/g, (sign) => encodeURIComponent(sign))}>`

const is = (subject: string, type: string): Statement => ({ subject, predicate: rdfType, object: { iri: type } })
const say = (subject: string, predicate: string, object: RdfObject): Statement => ({ subject, predicate, object })
const vi = (text: string): RdfObject => ({ text, language: 'vi' })
const day = (text: string): RdfObject => ({ text, datatype: `${xsd}date` })
