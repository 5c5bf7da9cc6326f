import type { FieldClass } from '#core/reconciliation/case.ts'

/**
 * How one field is put together. `tie` says what happens where both sides changed it differently: `ask` a person decides,
 * `newer` the later edit counts (it can be undone), `theirs` it is computed anew anyway.
 */
export type FieldRule = { readonly kind: 'field'; readonly fieldClass: FieldClass; readonly tie: 'ask' | 'newer' | 'theirs' }

/** How a part of a record is put together: as one value, member by member, or as a list whose elements are known by a key. */
export type MergeRule =
  | FieldRule
  | { readonly kind: 'members'; readonly members: Readonly<Record<string, MergeRule>>; readonly other: FieldRule }
  | { readonly kind: 'list'; readonly key: string; readonly element: MergeRule; readonly removable: boolean }

const legal: FieldRule = { kind: 'field', fieldClass: 'legal', tie: 'ask' }
/** A fact somebody typed: where two typed different things a person chooses, but nothing waits for it. */
const free: FieldRule = { kind: 'field', fieldClass: 'free', tie: 'ask' }
/** How something is laid out or where a system stands: no question is worth it. */
const layout: FieldRule = { kind: 'field', fieldClass: 'free', tie: 'newer' }
const derived: FieldRule = { kind: 'field', fieldClass: 'derived', tie: 'theirs' }
const appended: FieldRule = { kind: 'field', fieldClass: 'append', tie: 'newer' }

const members = (known: Readonly<Record<string, MergeRule>>, other: FieldRule = legal): MergeRule => ({
  kind: 'members',
  members: known,
  other,
})
const list = (key: string, element: MergeRule, removable: boolean): MergeRule => ({ kind: 'list', key, element, removable })

/**
 * The dossier, field by field (architecture.md §5). What the law cares about is `legal`; a member that this build does not know is
 * too, because only a newer desk can judge it. `step` (business state and all a step sets) and `cases` have merges of their own.
 */
export const dossierRules: Extract<MergeRule, { kind: 'members' }> = {
  kind: 'members',
  other: legal,
  members: {
    schemaVersion: derived,
    applicant: members({ address: free, phone: free, email: free, nameToCheck: layout }),
    submitter: members({ phone: free, relation: free }),
    agencies: members({}),
    subject: free,
    sets: free,
    papers: list('paperId', members({}, free), true),
    placements: list('id', members({}, layout), true),
    money: members({
      totalVnd: derived,
      paidVnd: derived,
      state: derived,
      payments: list('id', members({}, appended), false),
      dutyNote: layout,
    }),
    delivery: members({ method: free, place: free }),
    sync: members({}, layout),
    supplements: list('id', members({}, appended), false),
    sendings: list('id', members({}, appended), false),
    // Code and register number, with those borne before (`core/sync/merge-numbers.ts`): facts, between which nobody chooses.
    code: appended,
    numbering: appended,
    book: appended,
    formerCodes: appended,
    formerBooks: appended,
    rating: layout,
  },
}

/** The class of a field by its path, as `core/sync/field-path.ts` writes it. */
export function fieldClassOf(path: string): FieldClass {
  let rule: MergeRule = dossierRules
  for (const { name, key } of path === 'step' ? [] : partsOf(path)) {
    if (rule.kind === 'members') rule = rule.members[name] ?? rule.other
    if (key !== null && rule.kind === 'list') rule = rule.element
  }
  return rule.kind === 'field' ? rule.fieldClass : rule.kind === 'list' ? 'append' : 'legal'
}

/** One part of a path: a member, and the key of an element where the member is a list. */
export type PathPart = { name: string; key: string | null }

/** Takes a path apart: `placements[p1].rotation` → `placements` at `p1`, `rotation`. */
export function partsOf(path: string): PathPart[] {
  return [...path.matchAll(/([^.[\]]+)(?:\[([^\]]*)\])?\.?/g)].map(([, name = '', key = null]) => ({ name, key }))
}
