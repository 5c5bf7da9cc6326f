import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listAllowedCommands } from '#core/dossier/allowed-commands.ts'
import { type CommandName, DossierCommand } from '#core/dossier/command.ts'
import { Dossier, Placement } from '#core/dossier/dossier.ts'
import { runCommand } from '#core/dossier/run-command.ts'
import { clockIn } from '#core/dossier/status.ts'
import { Role } from '#core/person/role.ts'
import { toInstant } from '#core/record/instant.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import { transitions } from '#core/rules/transition-table.ts'
import { makeCatalogue, makeContext, makeDossier, tanAn } from '#test/support/trade-world.ts'

const catalogue = makeCatalogue()
const everyRole = [...Role.options]

const resultPage = Placement.parse({
  id: 'p1',
  page: 'a'.repeat(64),
  mediaType: 'image/png',
  sizeBytes: 10,
  widthPx: 10,
  heightPx: 10,
  purpose: 'result',
  paperId: null,
  order: 1,
  rotation: 0,
  source: 'file',
  added: { at: '2026-11-20T08:00:00+07:00', by: 'person:em.ht', byName: 'Em' },
})

function commandNamed(name: CommandName, dossier: Dossier): DossierCommand {
  const text = { note: 'ghi chú', reason: 'lý do', legalGround: 'Điều 1', text: 'ý kiến' }
  const papers = { papers: dossier.papers, placements: dossier.placements.filter((one) => one.purpose !== 'result') }
  const special: Partial<Record<CommandName, object>> = {
    requestSupplement: { papers: [{ name: 'Giấy chứng sinh', originals: 1, certifiedCopies: 0, copies: 0 }], deadline: null },
    receiveSupplement: papers,
    arrangePages: papers,
    proposeResult: { outcome: 'grant' },
    numberResult: { number: '12/2026', title: 'Giấy khai sinh', issuedOn: '2026-11-20', placements: [resultPage] },
    returnResult: { to: 'TRẦN THỊ B', relation: 'applicant', signatureNote: 'Đã ký nhận', authorisation: '' },
    collectFee: { amountVnd: 1, method: 'cash', receipt: null },
    recordPrint: { form: '01', output: 'pdf' },
    sendToAgency: { to: 'h53-vpdk-kv1' },
    correct: { applicant: { ...dossier.applicant, phone: '0900000009' }, submitter: dossier.submitter, subject: 'đính chính' },
    settleCase: { caseId: 'case:01JD0000000000000000000001', choices: [], evidence: [] },
    reopenCase: { caseId: 'case:01JD0000000000000000000001' },
    undoMerge: { eventId: 'event:01JD0000000000000000000001' },
    renumber: { caseId: 'case:01JD0000000000000000000001' },
    takeBack: { sendingId: dossier.sendings?.findLast(({ ended }) => ended === null)?.id ?? 'none' },
  }
  return DossierCommand.parse({ do: name, ...text, ...special[name] })
}

const steps = fc.array(fc.record({ command: fc.nat(DossierCommand.options.length - 1), minutes: fc.integer({ min: 1, max: 4000 }) }), {
  maxLength: 25,
})

describe('status machine', () => {
  it('never leaves the transitions of the law, whatever officials try', () => {
    fc.assert(
      fc.property(steps, fc.subarray(everyRole, { minLength: 1 }), (tries, roles) => {
        let dossier = makeDossier()
        let epochMs = Date.parse('2026-11-20T08:00:00+07:00')
        for (const one of tries) {
          epochMs += one.minutes * 60_000
          const name = DossierCommand.options[one.command]?.shape.do.value ?? 'recordView'
          const before = dossier
          const offered = listAllowedCommands(before, { roles, agency: tanAn }).find((entry) => entry.command === name)
          try {
            dossier = runCommand(before, commandNamed(name, before), makeContext(toInstant(epochMs), roles, catalogue)).dossier
            expect(offered?.refusedBecause).toBeNull()
          } catch (error) {
            expect(error).toBeInstanceOf(RuleBroken)
            expect(dossier).toBe(before)
            continue
          }
          const [from, to] = [before.business.status, dossier.business.status]
          if (from !== to) expect(transitions.some((step) => step.from === from && step.to === to && step.command === name)).toBe(true)
          expect(Dossier.safeParse(dossier).success).toBe(true)
          expect(dossier.pauses.filter((pause) => pause.to === null)).toHaveLength(clockIn(to) === 'paused' ? 1 : 0)
          if (from !== to && clockIn(to) === 'running' && clockIn(from) === 'paused')
            expect(String(dossier.dueAt) >= String(before.dueAt)).toBe(true)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('records each withdrawal so that declining it brings status and stage back', () => {
    const at = (hour: number) => makeContext(`2026-11-23T${String(hour).padStart(2, '0')}:00:00+07:00`, everyRole, catalogue)
    const examined = runCommand(makeDossier(), { do: 'forward', note: '' }, at(7)).dossier
    const proposed = runCommand(examined, { do: 'proposeResult', outcome: 'grant', text: 'Đủ điều kiện' }, at(8)).dossier
    const asked = runCommand(proposed, { do: 'requestWithdrawal', reason: 'Đổi ý' }, at(9)).dossier
    const declined = runCommand(asked, { do: 'declineWithdrawal', note: 'Đã trình ký' }, at(10)).dossier
    expect(asked.business).toMatchObject({ status: 7, stage: null })
    expect(declined.business).toMatchObject({ status: 4, stage: 'proposed' })
    expect(declined.withdrawal).toMatchObject({ accepted: false })
  })

  it('does not take a withdrawal once the result exists', () => {
    const done = { ...makeDossier(), business: { ...makeDossier().business, status: 9 as const } }
    expect(() =>
      runCommand(done, { do: 'requestWithdrawal', reason: 'Đổi ý' }, makeContext('2026-11-23T08:00:00+07:00', everyRole, catalogue)),
    ).toThrow('transition-forbidden')
  })

  it('keeps an official of an agency that has no part in the dossier away', () => {
    const context = makeContext('2026-11-23T08:00:00+07:00', everyRole, catalogue)
    const stranger = { ...context, actor: { ...context.actor, agency: 'h53-27991' as typeof tanAn } }
    expect(() => runCommand(makeDossier(), { do: 'forward', note: '' }, stranger)).toThrow('role-missing')
  })

  it('does not touch a dossier that a newer desk wrote', () => {
    const newer = { ...makeDossier(), schemaVersion: 99 }
    expect(() => runCommand(newer, { do: 'forward', note: '' }, makeContext('2026-11-23T08:00:00+07:00'))).toThrow('newer-schema')
  })

  it('does not hand back a result while the fee is unpaid', () => {
    const owing = makeDossier('2026-11-20T08:00:00+07:00', { feeQuantities: { 'trich-luc': 2 } })
    const ready = { ...owing, business: { ...owing.business, status: 9 as const } }
    const command = commandNamed('returnResult', ready)
    const context = makeContext('2026-11-23T08:00:00+07:00', everyRole, catalogue)
    expect(() => runCommand(ready, command, context)).toThrow('fee-unpaid')
    const paid = runCommand(ready, { do: 'collectFee', amountVnd: 16000, method: 'cash', receipt: null }, context).dossier
    expect(paid.money).toMatchObject({ state: 'paid', paidVnd: 16000 })
    expect(runCommand(paid, command, context).dossier.business.status).toBe(10)
  })

  it('asks for an authorisation before handing a result to a stranger', () => {
    const ready = { ...makeDossier(), business: { ...makeDossier().business, status: 9 as const } }
    const command = { do: 'returnResult' as const, to: 'NGƯỜI LẠ', relation: 'other' as const, signatureNote: 'Đã ký', authorisation: '' }
    expect(() => runCommand(ready, command, makeContext('2026-11-23T08:00:00+07:00', everyRole, catalogue))).toThrow('authorisation')
  })
})
