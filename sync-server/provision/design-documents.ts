import { createHash } from 'node:crypto'
import {
  catalogueStructure,
  dossierAuthority,
  dossierStructure,
  eventAuthority,
  eventStructure,
  pageStructure,
  type Rule,
  serverOnly,
} from '#core/rules/validators.ts'
import { bundleRule, type RuleName } from './bundle-rules.ts'

/** What a database is for; its rules follow from it. */
export type DatabaseKind = 'catalog' | 'dossiers' | 'journal' | 'pages' | 'cases' | 'centre' | 'routing' | 'outside'

export type DesignDocument = { _id: string; rulesVersion: string; validate_doc_update: string }

const rules: Record<RuleName, Rule> = {
  catalogueStructure,
  dossierAuthority,
  dossierStructure,
  eventAuthority,
  eventStructure,
  pageStructure,
  serverOnly,
}

const ruleNames: RuleName[] = [
  'catalogueStructure',
  'dossierAuthority',
  'dossierStructure',
  'eventAuthority',
  'eventStructure',
  'pageStructure',
  'serverOnly',
]

const rulesOf: Record<DatabaseKind, { structure?: RuleName; authority?: RuleName }> = {
  catalog: { structure: 'catalogueStructure', authority: 'serverOnly' },
  dossiers: { structure: 'dossierStructure', authority: 'dossierAuthority' },
  journal: { structure: 'eventStructure', authority: 'eventAuthority' },
  pages: { structure: 'pageStructure' },
  cases: { authority: 'serverOnly' },
  centre: {},
  routing: {},
  outside: { authority: 'serverOnly' },
}

/** The design documents of a database. `rulesVersion` is the digest of the rules, so an unchanged rule is never written again. */
export function designDocumentsOf(kind: DatabaseKind): DesignDocument[] {
  return Object.entries(rulesOf[kind]).map(([part, rule]) => {
    const source = bundleRule(rule)
    return {
      _id: `_design/${part}`,
      rulesVersion: createHash('sha256').update(source).digest('hex').slice(0, 16),
      validate_doc_update: source,
    }
  })
}

/** Every rule of this build: its text in CouchDB → the function itself, for the embedded store. */
export function knownRules(): ReadonlyMap<string, Rule> {
  return new Map(ruleNames.map((name) => [bundleRule(name), rules[name]]))
}
