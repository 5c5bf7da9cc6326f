import type { Person } from '#core/person/person.ts'
import { dossierAuthority, dossierStructure, eventAuthority, eventStructure, type Rule } from '#core/rules/validators.ts'
import type { WireBody } from '#core/sync/wire.ts'
import { createMemoryNode, type Judge, type MemoryNode } from './memory-node.ts'

export const databases = {
  catalog: 'catalog',
  dossiers: 'agency-h53-27712-dossiers',
  journal: 'agency-h53-27712-journal',
  pages: 'agency-h53-27712-pages',
}

/** The centre: two nodes that may lose sight of each other, and the rights of its officials. */
export type MemoryCentre = {
  nodes: [MemoryNode, MemoryNode]
  /** Officials whose roles the province has taken away for the moment. */
  banned: Set<string>
  /** Changes with the rights. */
  rights(): string
}

/** The centre's own rules judge every write of a desk, as they do inside CouchDB. */
export function createMemoryCentre(people: readonly Person[]): MemoryCentre {
  const banned = new Set<string>()
  const authors = () => Object.fromEntries(people.filter(({ id }) => !banned.has(id)).map(({ id, roles }) => [id, { roles }]))
  const judge: Judge = (database, body, old) => {
    const rules = rulesOf[database] ?? []
    return refusalOf(rules, body, old, { database, authors: authors() })
  }
  return {
    nodes: [createMemoryNode('a', judge), createMemoryNode('b', judge)],
    banned,
    rights: () => [...banned].sort().join(),
  }
}

const rulesOf: Record<string, Rule[]> = {
  [databases.dossiers]: [dossierStructure, dossierAuthority],
  [databases.journal]: [eventStructure, eventAuthority],
}

type Judging = { database: string; authors: Record<string, Pick<Person, 'roles'>> }

function refusalOf(rules: Rule[], body: WireBody, old: WireBody | null, { database, authors }: Judging): string | undefined {
  try {
    for (const rule of rules) rule(body, old, { db: database, name: 'device', roles: ['device'] }, { authors })
    return undefined
  } catch (refusal) {
    if (typeof refusal === 'object' && refusal !== null && 'forbidden' in refusal) return String(refusal.forbidden)
    throw refusal
  }
}
