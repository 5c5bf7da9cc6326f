import { describe, expect, test } from 'vitest'
import type { CommandContext } from '#core/dossier/command-context.ts'
import type { Dossier } from '#core/dossier/dossier.ts'
import { runCommand } from '#core/dossier/run-command.ts'
import { Person } from '#core/person/person.ts'
import type { Role } from '#core/person/role.ts'
import type { CaseChoice, ReconciliationCase } from '#core/reconciliation/case.ts'
import { openCase } from '#core/reconciliation/open-case.ts'
import { CaseId, PageHash, PersonId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { merge } from '#core/sync/merge.ts'
import { makeCatalogue, makeContext, makeDossier } from '#test/support/trade-world.ts'

const people = [
  ['an.nt', 'one_stop_official'],
  ['binh.tv', 'one_stop_official'],
  ['chi.lt', 'specialist'],
  ['dung.pv', 'leader'],
  ['giang.nv', 'supervisor'],
].map(([login, role]) =>
  Person.parse({
    kind: 'person',
    schemaVersion: 1,
    id: `person:${login}`,
    login,
    name: login,
    title: '',
    phone: '',
    agency: 'h53-27712',
    roles: [{ role, since: '2025-07-01', until: null }],
    keys: [],
  }),
)
const catalogue = makeCatalogue({ people })
const caseId = CaseId.parse('case:01ARZ3NDEKTSV4RRFFQ69G5FAV')

function as(login: string, role: Role, at = '2026-11-20T09:00:00+07:00'): CommandContext {
  const context = makeContext(at, [role], catalogue)
  return { ...context, actor: { ...context.actor, person: PersonId.parse(`person:${login}`), name: login } }
}

const supervisor = (at?: string) => as('giang.nv', 'supervisor', at)

/** A dossier whose two versions met at 08:30, and the case that came of it. */
function meet(mine: Partial<Dossier>, theirs: Partial<Dossier>, base = makeDossier()): { dossier: Dossier; found: ReconciliationCase } {
  const outcome = merge({ base, mine: { ...base, ...mine }, theirs: { ...base, ...theirs } })
  if (outcome.kind !== 'disputed') throw new Error(outcome.kind)
  const at = Instant.parse('2026-11-20T08:30:00+07:00')
  const side = { at, by: base.received.by, byName: 'An', deskName: 'Quầy 1', rev: null }
  const opened = openCase(outcome, { id: caseId, ...side, mine: side, theirs: side })
  return { dossier: { ...base, ...opened.body }, found: opened.case }
}

const base = makeDossier()
const named = (name: string) => ({ applicant: { ...base.applicant, name } })
const met = meet(named('TRẦN THỊ BA'), named('TRẦN THỊ BỐN'), base)
const settle = (choices: CaseChoice[], reason = 'Theo căn cước') => ({ do: 'settleCase' as const, caseId, choices, reason, evidence: [] })
const name = (take: CaseChoice['take'], value: CaseChoice['value'] = null) => ({ path: 'applicant.name', take, value })

describe('a case that is decided', () => {
  test('gives the field what was chosen, whatever value the choice carries along', () => {
    const { dossier, event } = runCommand(met.dossier, settle([name('mine', 'NGƯỜI KHÁC')]), supervisor())
    expect(dossier.applicant.name).toBe('TRẦN THỊ BA')
    expect(dossier.cases?.[0]?.settled).toMatchObject({ by: 'person:giang.nv', role: 'supervisor', choices: [name('mine', 'TRẦN THỊ BA')] })
    expect(event).toMatchObject({ type: 'caseSettled', data: { caseId, reason: 'Theo căn cước' } })
  })

  test('takes a typed value that the record allows and refuses one that it does not', () => {
    expect(runCommand(met.dossier, settle([name('typed', 'TRẦN THỊ NĂM')]), supervisor()).dossier.applicant.name).toBe('TRẦN THỊ NĂM')
    expect(() => runCommand(met.dossier, settle([name('typed', '')]), supervisor())).toThrow('field-invalid: applicant.name')
    expect(() => runCommand(met.dossier, settle([name('typed', 7)]), supervisor())).toThrow('field-invalid: applicant.name')
  })

  test('is decided whole or not at all', () => {
    expect(() => runCommand(met.dossier, settle([]), supervisor())).toThrow('field-missing: applicant.name')
  })

  test('needs the pages to have been looked at where there are any', () => {
    const page = PageHash.parse('a'.repeat(64))
    const placement = {
      id: 'p1',
      page,
      mediaType: 'image/png' as const,
      sizeBytes: 1,
      widthPx: 1,
      heightPx: 1,
      purpose: 'paper' as const,
      paperId: null,
      order: 1,
      rotation: 0 as const,
      source: 'file' as const,
      added: { at: base.received.at, by: base.received.by, byName: 'An' },
    }
    const scanned = { ...met.dossier, placements: [placement] }
    expect(() => runCommand(scanned, settle([name('mine')]), supervisor())).toThrow('evidence')
    expect(runCommand(scanned, { ...settle([name('mine')]), evidence: [page] }, supervisor()).dossier.applicant.name).toBe('TRẦN THỊ BA')
  })

  test('belongs first to who holds the paper and then to the supervisor', () => {
    expect(runCommand(met.dossier, settle([name('theirs')]), as('an.nt', 'one_stop_official')).dossier.applicant.name).toBe('TRẦN THỊ BỐN')
    expect(() => runCommand(met.dossier, settle([name('theirs')]), as('binh.tv', 'one_stop_official'))).toThrow('role-missing')
    expect(() => runCommand(met.dossier, settle([name('theirs')]), as('chi.lt', 'specialist'))).toThrow('role-missing')
  })

  test('is decided once', () => {
    const decided = runCommand(met.dossier, settle([name('mine')]), supervisor()).dossier
    expect(() => runCommand(decided, settle([name('theirs')]), supervisor())).toThrow('transition-forbidden')
  })
})

describe('a step in dispute', () => {
  const forwarded = runCommand(base, { do: 'forward', note: '' }, as('an.nt', 'one_stop_official')).dossier
  const asked = runCommand(base, { do: 'requestWithdrawal', reason: 'Đổi ý' }, as('binh.tv', 'one_stop_official')).dossier
  const steps = meet(asked, forwarded, base)
  const step = (take: CaseChoice['take']) => settle([{ path: 'step', take, value: null }])

  test('stands as the other side took it and moves as a whole when ours is chosen', () => {
    expect(steps.found.kind).toBe('step')
    expect(steps.dossier.business).toEqual(forwarded.business)
    const { dossier } = runCommand(steps.dossier, step('mine'), supervisor())
    expect(dossier).toMatchObject({ business: asked.business, withdrawal: asked.withdrawal, pauses: asked.pauses })
  })

  test('keeps the work that went on where the other side is chosen', () => {
    const proposed = runCommand(steps.dossier, { do: 'proposeResult', outcome: 'grant', text: 'Đủ' }, as('chi.lt', 'specialist')).dossier
    const { dossier } = runCommand(proposed, step('theirs'), supervisor())
    expect(dossier.business.stage).toBe('proposed')
  })

  test('cannot be typed', () => {
    expect(() => runCommand(steps.dossier, step('typed'), supervisor())).toThrow('field-invalid: step')
  })
})

describe('while a legal field is in dispute', () => {
  const forwarded = runCommand(met.dossier, { do: 'forward', note: '' }, as('an.nt', 'one_stop_official')).dossier
  const proposed = runCommand(forwarded, { do: 'proposeResult', outcome: 'grant', text: 'Đủ' }, as('chi.lt', 'specialist')).dossier

  test('work goes on, but nothing is signed', () => {
    expect(() => runCommand(proposed, { do: 'approve', text: '' }, as('dung.pv', 'leader'))).toThrow('in-dispute')
    const decided = runCommand(proposed, settle([name('mine')]), supervisor()).dossier
    expect(runCommand(decided, { do: 'approve', text: '' }, as('dung.pv', 'leader')).dossier.business.stage).toBe('approved')
  })

  test('the field is not corrected past the decision', () => {
    const { applicant, submitter } = { ...met.dossier, applicant: { ...met.dossier.applicant, name: 'KHÁC' } }
    const command = { do: 'correct' as const, applicant, submitter, subject: '', reason: 'Gõ sai' }
    expect(() => runCommand(met.dossier, command, as('an.nt', 'one_stop_official'))).toThrow('in-dispute')
  })

  test('a dispute about a phone number bars nothing', () => {
    const phone = meet({ subject: 'a' }, { subject: 'b' }, base).dossier
    const ready = { ...phone, business: { ...proposed.business }, proposal: proposed.proposal }
    expect(runCommand(ready, { do: 'approve', text: '' }, as('dung.pv', 'leader')).dossier.business.stage).toBe('approved')
  })
})

describe('a decision that is taken back', () => {
  const decided = runCommand(met.dossier, settle([name('mine')]), supervisor()).dossier
  const reopen = { do: 'reopenCase' as const, caseId, reason: 'Xem lại' }

  test('puts the fields where they were and keeps the decision', () => {
    const { dossier, event } = runCommand(decided, reopen, supervisor('2026-11-20T16:59:00+07:00'))
    expect(dossier.applicant.name).toBe('TRẦN THỊ BỐN')
    expect(dossier.cases?.[0]).toMatchObject({
      settled: null,
      undone: [{ choices: [name('mine', 'TRẦN THỊ BA')], reason: 'Theo căn cước' }],
    })
    expect(event.type).toBe('caseReopened')
  })

  test('is possible until the close of its day only', () => {
    expect(() => runCommand(decided, reopen, supervisor('2026-11-20T17:01:00+07:00'))).toThrow('transition-forbidden')
  })

  test('is not possible once somebody has changed the field again', () => {
    const changed = { ...decided, applicant: { ...decided.applicant, name: 'KHÁC' } }
    expect(() => runCommand(changed, reopen, supervisor('2026-11-20T10:00:00+07:00'))).toThrow('transition-forbidden: applicant.name')
  })
})

describe('two decisions at once', () => {
  test('become a new dispute and neither is lost', () => {
    const ours = runCommand(met.dossier, settle([name('mine')]), as('an.nt', 'one_stop_official')).dossier
    const others = runCommand(met.dossier, settle([name('theirs')]), supervisor()).dossier
    const outcome = merge({ base: met.dossier, mine: ours, theirs: others })
    expect(outcome).toMatchObject({
      kind: 'disputed',
      fields: [{ path: 'applicant.name', mine: 'TRẦN THỊ BA', theirs: 'TRẦN THỊ BỐN' }],
      body: {
        applicant: { name: 'TRẦN THỊ BỐN' },
        cases: [{ settled: { by: 'person:giang.nv' }, undone: [{ by: 'person:an.nt', undone: { by: 'person:giang.nv' } }] }],
      },
    })
  })
})

describe('a correction', () => {
  const correct = (changes: Partial<Dossier['applicant']>, reason: string) => ({
    do: 'correct' as const,
    applicant: { ...base.applicant, ...changes },
    submitter: null,
    subject: base.subject,
    reason,
  })
  const desk = () => as('an.nt', 'one_stop_official')

  test('of a legal field needs a reason and tells before and after', () => {
    expect(() => runCommand(base, correct({ name: 'TRẦN THỊ BÉ' }, ''), desk())).toThrow('field-missing: reason')
    const { dossier, event } = runCommand(base, correct({ name: 'TRẦN THỊ BÉ' }, 'Gõ thiếu dấu'), desk())
    expect(dossier.applicant.name).toBe('TRẦN THỊ BÉ')
    expect(event).toMatchObject({
      type: 'dossierCorrected',
      data: { fields: [{ path: 'applicant.name', before: 'TRẦN THỊ B', after: 'TRẦN THỊ BÉ' }] },
    })
  })

  test('of a phone number needs none', () => {
    expect(runCommand(base, correct({ phone: '0900000001' }, ''), desk()).dossier.applicant.phone).toBe('0900000001')
  })

  test('keeps the name once the result stands in it', () => {
    const done = { ...base, business: { ...base.business, status: 9 as const } }
    expect(() => runCommand(done, correct({ name: 'KHÁC' }, 'Sai'), desk())).toThrow('transition-forbidden: applicant.name')
    expect(runCommand(done, correct({ phone: '0900000001' }, ''), desk()).dossier.applicant.phone).toBe('0900000001')
  })

  test('never leaves a citizen without a number', () => {
    expect(() => runCommand(base, correct({ personalId: null }, 'Sai'), desk())).toThrow('field-missing: applicant.personalId')
  })
})

describe('an automatic merge that is undone', () => {
  const outcome = merge({
    base,
    mine: { ...base, subject: 'của tôi' },
    theirs: { ...base, applicant: { ...base.applicant, phone: '0900000001' } },
  })
  const merged = outcome.kind === 'merged' ? { ...base, ...outcome.body } : base
  const undo = { do: 'undoMerge' as const, eventId: base.lastEvent, reason: '' }
  const context = { ...as('an.nt', 'one_stop_official'), merged: outcome.taken }

  test('gives back the other desk’s value and leaves that desk’s own edit alone', () => {
    const { dossier, event } = runCommand(merged, undo, context)
    expect(dossier).toMatchObject({ subject: '', applicant: { phone: '0900000001' } })
    expect(event).toMatchObject({ type: 'mergeUndone', data: { eventId: base.lastEvent } })
  })

  test('touches nothing that was changed since', () => {
    expect(() => runCommand({ ...merged, subject: 'khác' }, undo, context)).toThrow('transition-forbidden')
  })
})
