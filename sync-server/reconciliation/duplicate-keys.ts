import { createHash } from 'node:crypto'
import { z } from 'zod'
import { BookEntry, type Dossier } from '#core/dossier/dossier.ts'
import { membersOf } from '#core/dossier/members.ts'
import { foldText } from '#core/identity/fold-text.ts'
import { numberedOf, registerNumberOf } from '#core/numbering/doubled-codes.ts'
import { NamedDossier, type PossibleDuplicate } from '#core/reconciliation/oversight.ts'
import { AgencySlug } from '#core/record/ids.ts'

/** How near two dossiers of one citizen must be to be asked about. */
export type DuplicateSettings = {
  days: number
  /** Sectors in which the same thing is lawfully asked for again and again: copies are certified every day. */
  exceptSectors: string[]
}
export const duplicateSettings: DuplicateSettings = { days: 30, exceptSectors: ['Chứng thực'] }

/** What the index keeps of a dossier, so that the next one like it is found without reading all of them. */
export const IndexedDossier = z.object({
  dossier: NamedDossier,
  agencies: z.array(AgencySlug),
  /** Digest of the citizen's number, where there is one: two numbers under one name are two people. */
  citizen: z.string().nullable(),
  book: BookEntry.nullable(),
})
export type IndexedDossier = z.infer<typeof IndexedDossier>

/** `same_book`: two entries under one number of a register book; no possible duplicate, but a number to be put right. */
export type DuplicateKey = { id: string; kind: PossibleDuplicate['kind'] | 'same_book' }

/** Under which keys a dossier is indexed. Numbers and names are digests: a key appears in logs and addresses, they must not. */
export function keysOf(dossier: Dossier, settings: DuplicateSettings): DuplicateKey[] {
  const entry = registerNumberOf(numberedOf(dossier))
  const numbers: DuplicateKey[] = [
    { id: `key:code:${dossier.code}`, kind: 'same_code' },
    ...(entry === null ? [] : [{ id: `key:book:${entry}`, kind: 'same_book' as const }]),
  ]
  if (isClosedEarly(dossier)) return numbers
  const pages = [...new Set(dossier.placements.map(({ page }) => page))]
  return [
    ...numbers,
    ...pages.map((page): DuplicateKey => ({ id: `key:page:${page}`, kind: 'same_page' })),
    ...(settings.exceptSectors.includes(dossier.procedure.sector) ? [] : citizenKeys(dossier)),
  ]
}

function citizenKeys({ applicant, procedure }: Dossier): DuplicateKey[] {
  if (applicant.type !== 'citizen') return []
  const numbers = [applicant.personalId, applicant.oldId].filter((one) => one !== null)
  const key = (prefix: string, one: string): DuplicateKey => ({
    id: `${prefix}${digest(`${procedure.code}/${one}`)}`,
    kind: 'same_citizen',
  })
  const named = applicant.birthDate === null ? [] : [key(namePrefix, `${foldText(applicant.name)}/${applicant.birthDate}`)]
  return [...[...new Set(numbers)].map((one) => key(numberPrefix, one)), ...named]
}

const numberPrefix = 'key:citizen:'
const namePrefix = 'key:person:'

export function indexedOf(dossier: Dossier): IndexedDossier {
  const { id, code, applicant, procedure, received, agencies, book } = dossier
  const number = applicant.personalId ?? applicant.oldId
  return {
    dossier: {
      id,
      code,
      applicantName: applicant.name,
      procedureName: procedure.name,
      receivedAt: received.at,
      agency: agencies.receiving,
    },
    agencies: membersOf(dossier),
    citizen: number === null ? null : digest(number),
    book,
  }
}

/** Refused at the desk or withdrawn: it stands in nobody's way. */
function isClosedEarly({ business, withdrawal }: Dossier): boolean {
  return business.status === 3 || (business.status === 8 && withdrawal?.accepted === true)
}

/** The groups of dossiers under one key that may be one dossier. */
export function groupsOf({ id, kind }: DuplicateKey, entries: IndexedDossier[], { days }: DuplicateSettings): IndexedDossier[][] {
  const inOrder = [...entries].sort((a, b) => compare(a.dossier.receivedAt, b.dossier.receivedAt) || compare(a.dossier.id, b.dossier.id))
  const groups = (kind === 'same_citizen' ? near(inOrder, days * 86_400_000) : [inOrder]).filter((group) => group.length > 1)
  // Under one name: where every one has a number, the numbers have said already who is who.
  return id.startsWith(namePrefix) ? groups.filter((group) => group.some(({ citizen }) => citizen === null)) : groups
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Neighbours in time, each within reach of the one before it. */
function near(inOrder: IndexedDossier[], reachMs: number): IndexedDossier[][] {
  const groups: IndexedDossier[][] = []
  for (const one of inOrder) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group !== undefined && last !== undefined && Date.parse(one.dossier.receivedAt) - Date.parse(last.dossier.receivedAt) <= reachMs)
      group.push(one)
    else groups.push([one])
  }
  return groups
}

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)
