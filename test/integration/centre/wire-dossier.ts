import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { Dossier } from '#core/dossier/dossier.ts'
import { at, makeDossier, official } from './centre-records.ts'

const act = { at, by: official, byName: 'Nguyễn Thị An' }
const notSent = { state: 'not_sent', at: null, note: '' }

/** A dossier as a desk sends it: whole, valid, with an applicant of its own. `change` replaces members of the top level. */
export function makeWireDossier(change: Record<string, unknown> & { pages?: string[] } = {}): Record<string, unknown> & { _id: string } {
  const { pages = [], ...members } = change
  const made = makeDossier()
  const dossier = {
    ...made,
    // A CouchDB that outlives the tests remembers codes of earlier runs.
    code: `H53.${randomBytes(5).toString('hex').toUpperCase()}-261120-0010001`,
    applicant: makeApplicant(made._id),
    business: { ...z.looseObject({}).parse(made['business']), stageBefore: null },
    sync: { nationalPortal: notSent, ministry: notSent, warehouse: notSent },
    proposal: null,
    decision: null,
    result: null,
    refusal: null,
    stop: null,
    withdrawal: null,
    book: null,
    rating: null,
    placements: pages.map((page, index) => ({
      id: `p${index}`,
      page,
      mediaType: 'image/png',
      sizeBytes: 3000,
      widthPx: 10,
      heightPx: 10,
      purpose: 'paper',
      paperId: null,
      order: index,
      rotation: 0,
      source: 'file',
      added: act,
    })),
    ...members,
  }
  return { ...Dossier.parse(dossier), _id: made._id }
}

/** A citizen whom no other test dossier has: the number comes out of the dossier's id. */
export function makeApplicant(seed: string, change: Record<string, unknown> = {}): Record<string, unknown> {
  const digits = [...seed].reduce((sum, letter) => (sum * 31n + BigInt(letter.charCodeAt(0))) % 10n ** 11n, 7n)
  return {
    type: 'citizen',
    name: 'Trần Thử Nghiệm',
    personalId: `0${String(digits).padStart(11, '0')}`,
    oldId: null,
    taxCode: null,
    birthDate: '1990-01-02',
    sex: 'female',
    address: { text: 'Phường Tân An, tỉnh Tây Ninh', unitCode: '27712' },
    phone: null,
    email: null,
    nameToCheck: false,
    ...change,
  }
}
