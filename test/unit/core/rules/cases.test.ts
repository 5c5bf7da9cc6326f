import { describe, expect, test } from 'vitest'
import type { RuleDocument } from '#core/rules/refusal.ts'
import { dossierAuthority, dossierStructure } from '#core/rules/validators.ts'
import { makeDossier } from '#test/support/trade-world.ts'

const device = { db: 'agency-h53-27712-dossiers', name: 'device-1', roles: ['device'] }
const server = { ...device, roles: ['_admin'] }
const day = { since: '2025-07-01', until: null }
const authors = {
  'person:an.nt': { roles: [{ role: 'one_stop_official', ...day }] },
  'person:giang.nv': { roles: [{ role: 'supervisor', ...day }] },
}

const record = makeDossier()
const act = { at: '2026-11-20T09:00:00+07:00', by: 'person:giang.nv', byName: 'Giang' }
const stored: RuleDocument = { _id: record.id, ...record }
const field = { path: 'applicant.name', fieldClass: 'legal', base: 'A', mine: 'B', theirs: 'C' }
const side = { ...act, deskName: 'Quầy 1', rev: null }
const open = {
  id: 'case:01JD0000000000000000000001',
  kind: 'fields',
  opened: side,
  mine: side,
  theirs: side,
  fields: [field],
  settled: null,
  undone: [],
}
const settled = { ...act, role: 'supervisor', choices: [{ path: 'applicant.name', take: 'mine', value: 'B' }], reason: 'x', evidence: [] }
const withCases = (...cases: unknown[]): RuleDocument => ({ ...stored, cases })

function verdictOf(document: RuleDocument, old: RuleDocument, sender: typeof device = device): string {
  try {
    dossierStructure(document, old, sender, { authors })
    dossierAuthority(document, old, sender, { authors })
    return 'taken'
  } catch (refusal) {
    return typeof refusal === 'object' && refusal !== null && 'forbidden' in refusal ? String(refusal.forbidden) : String(refusal)
  }
}

describe('a case at the centre', () => {
  test('is opened, settled and taken back, in whatever order its members come', () => {
    expect(verdictOf(withCases(open), stored)).toBe('taken')
    const turned = Object.fromEntries(Object.entries({ ...open, settled }).reverse())
    expect(verdictOf(withCases(turned), withCases(open))).toBe('taken')
    const undone = { ...open, undone: [{ ...settled, undone: act }] }
    expect(verdictOf(withCases(undone), withCases({ ...open, settled }))).toBe('taken')
  })

  test('never vanishes and never tells another story', () => {
    expect(verdictOf(withCases(), withCases(open))).toBe('member-lost: cases')
    expect(verdictOf(stored, withCases(open))).toBe('member-lost: cases')
    const changed = { ...open, fields: [{ ...field, mine: 'C' }] }
    expect(verdictOf(withCases(changed), withCases(open))).toBe('case-unchangeable: fields')
    const other = { ...settled, by: 'person:an.nt', at: '2026-11-20T10:00:00+07:00' }
    expect(verdictOf(withCases({ ...open, settled: other }), withCases({ ...open, settled }))).toBe('case-unchangeable: settled')
    expect(verdictOf(withCases(open), withCases({ ...open, settled }))).toBe('case-unchangeable: settled')
  })

  test('bars signing, numbering and handing over while it is open, and nothing once it is settled', () => {
    const proposed = { ...record.business, status: 4, stage: 'proposed' }
    const approved = { ...proposed, stage: 'approved' }
    const standing = (cases: unknown[]): RuleDocument => ({ ...withCases(...cases), business: proposed })
    const signed = (cases: unknown[]): RuleDocument => ({ ...withCases(...cases), business: approved })
    expect(verdictOf(signed([open]), standing([open]))).toBe('in-dispute')
    const free = { ...open, fields: [{ ...field, fieldClass: 'free' }] }
    expect(verdictOf(signed([free]), standing([free]))).not.toBe('in-dispute')
    expect(verdictOf(signed([{ ...open, settled }]), standing([open]))).not.toBe('in-dispute')
    expect(verdictOf(signed([{ ...open, kind: 'doubled_code' }]), standing([{ ...open, kind: 'doubled_code' }]))).not.toBe('in-dispute')
  })
})

describe('a decision about a step', () => {
  const stop = { act, formNumber: '1', reason: 'x', legalGround: '' }
  const ended = { ...record.business, status: 8 }
  const old: RuleDocument = { ...withCases({ ...open, kind: 'step' }), business: ended, stop }
  const choice = { path: 'step', take: 'mine', value: { business: record.business } }
  const decided = { ...open, kind: 'step', settled: { ...settled, choices: [choice] } }
  const supervised = { ...act, role: 'supervisor' }

  test('moves the dossier where no transition leads, to exactly the step that was chosen', () => {
    expect(verdictOf({ ...withCases(decided), stop, updated: supervised }, old)).toBe('taken')
    expect(verdictOf({ ...withCases({ ...decided, settled: null }), stop, updated: supervised }, old)).toContain('transition-forbidden')
    const elsewhere = {
      ...decided,
      settled: { ...settled, choices: [{ ...choice, value: { business: { ...record.business, status: 1 } } }] },
    }
    expect(verdictOf({ ...withCases(elsewhere), stop, business: { ...record.business, status: 3 }, updated: supervised }, old)).not.toBe(
      'taken',
    )
  })

  test('is nobody’s who has no role that decides', () => {
    const updated = { ...act, role: 'administrator' }
    expect(verdictOf({ ...withCases(decided), stop, updated }, old)).toBe('role-missing: administrator')
  })
})

describe('an older desk', () => {
  test('never writes over a newer schema, nor drops a member that it does not know', () => {
    expect(verdictOf(stored, { ...stored, schemaVersion: 2 })).toBe('newer-schema')
    expect(verdictOf(stored, { ...stored, ofTomorrow: 1 })).toBe('member-lost: ofTomorrow')
    expect(verdictOf({ ...stored, ofTomorrow: 1 }, { ...stored, ofTomorrow: 1 })).toBe('taken')
  })

  test('does not hold the server back, which mends what went wrong', () => {
    expect(verdictOf(stored, { ...stored, schemaVersion: 2 }, server)).toBe('taken')
  })
})

test('a sending stays where it was sent and does not come back to life', () => {
  const sending = { id: 's1', to: 'h53-vpdk-kv1', sent: act, note: '', ended: null }
  const old: RuleDocument = { ...stored, sendings: [{ ...sending, ended: act }] }
  expect(verdictOf({ ...stored, sendings: [sending] }, old)).toBe('sending-unchangeable: ended')
  expect(verdictOf({ ...stored, sendings: [{ ...sending, ended: act, to: 'h53' }] }, old)).toBe('sending-unchangeable: to')
  expect(verdictOf({ ...stored, sendings: [] }, old)).toBe('member-lost: sendings')
})

describe('acts of several people in one change', () => {
  const proposed = { ...record.business, status: 4, stage: 'proposed' }
  const proposal = (by: string) => ({ act: { at: act.at, by, byName: 'x' }, outcome: 'grant', text: 'Đủ' })
  const updated = { ...act, by: 'person:an.nt', role: 'one_stop_official' }
  const roles = { ...authors, 'person:chi.lt': { roles: [{ role: 'specialist', ...day }] } }
  const verdict = (document: RuleDocument) => {
    try {
      dossierAuthority(document, { ...stored, business: { ...proposed, stage: 'examining' } }, device, { authors: roles })
      return 'taken'
    } catch (refusal) {
      return JSON.stringify(refusal)
    }
  }

  test('are taken where the step names somebody who may take it, whoever did the last of them', () => {
    expect(verdict({ ...stored, business: proposed, proposal: proposal('person:chi.lt'), updated })).toBe('taken')
    expect(verdict({ ...stored, business: proposed, proposal: proposal('person:an.nt'), updated })).toContain('role-missing')
    expect(verdict({ ...stored, business: proposed, proposal: null, updated })).toContain('role-missing')
  })
})
