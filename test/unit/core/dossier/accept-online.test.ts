import { describe, expect, it } from 'vitest'
import { listAllowedCommands } from '#core/dossier/allowed-commands.ts'
import type { Dossier } from '#core/dossier/dossier.ts'
import { runCommand } from '#core/dossier/run-command.ts'
import { foundOnlineDossier, OnlineDossier } from '#core/outside/online-dossier.ts'
import { toPortalRecord } from '#core/outside/portal-record.ts'
import { PersonId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { makeCatalogue, makeContext, tanAn } from '#test/support/trade-world.ts'

const record = OnlineDossier.parse({
  MaHoSo: 'H53.27712-261119-9990001',
  MaTTHC: '1.001193',
  ChuHoSo: 'Nguyễn Văn A',
  LoaiDoiTuong: '1',
  SoDinhDanh: '072090000001',
  NoiNopHoSo: 'H53.27712',
  NgayNopHoSo: '20261119213000',
})

function found(change: Partial<OnlineDossier> = {}) {
  return foundOnlineDossier(
    { ...record, ...change },
    {
      catalogue: makeCatalogue(),
      dossierId: `dossier:${'0'.repeat(26)}`,
      eventId: `event:${'0'.repeat(26)}`,
      lookupSecret: 'K7QF2M9P',
      at: Instant.parse('2026-11-20T07:00:00+07:00'),
      centre: { by: PersonId.parse('person:may-chu'), byName: 'Máy chủ' },
    },
  )
}

function online(): Dossier {
  const result = found()
  if ('problem' in result) throw new Error(result.problem)
  return result.dossier
}

describe('a dossier that was filed online', () => {
  it('stands in status 1 without a clock, and may be received, refused or asked to be completed at the desk', () => {
    const dossier = online()
    expect([dossier.business.status, dossier.dueAt, dossier.channel]).toEqual([1, null, 2])
    const open = listAllowedCommands(dossier, { roles: ['one_stop_official'], agency: tanAn }).filter((one) => one.refusedBecause === null)
    expect(open.map(({ command }) => command)).toEqual(expect.arrayContaining(['acceptOnline', 'refuseIntake', 'requestSupplement']))
  })

  it('is received by an official of the desk: status 2, the clock from then on, the portal’s number kept', () => {
    const { dossier, event } = runCommand(online(), { do: 'acceptOnline', note: '' }, makeContext('2026-11-20T08:20:00+07:00'))
    expect(dossier).toMatchObject({
      code: record.MaHoSo,
      business: { status: 2 },
      received: { at: '2026-11-20T08:20:00+07:00', by: 'person:an.nt', deskName: 'Quầy 2' },
      dueAt: '2026-11-26T08:20:00+07:00',
    })
    expect(event).toMatchObject({ type: 'dossierReceived', from: 1, to: 2 })
    expect(toPortalRecord(dossier, makeCatalogue())).toMatchObject({ TrangThaiHoSo: '2', KenhThucHien: '2', NgayHenTra: '20261126082000' })
  })

  it('is not received twice, nor by who does not stand at the desk', () => {
    const context = makeContext('2026-11-20T08:20:00+07:00')
    const { dossier } = runCommand(online(), { do: 'acceptOnline', note: '' }, context)
    expect(() => runCommand(dossier, { do: 'acceptOnline', note: '' }, context)).toThrow()
    expect(() => runCommand(online(), { do: 'acceptOnline', note: '' }, makeContext('2026-11-20T08:20:00+07:00', ['specialist']))).toThrow()
  })

  it('is turned away with the reason where office, procedure or time are not ours', () => {
    expect(found({ NoiNopHoSo: 'H53.99999' })).toEqual({ problem: 'unknown-agency' })
    expect(found({ MaTTHC: '9.999999' })).toEqual({ problem: 'unknown-procedure' })
    expect(found({ NgayNopHoSo: '20261399999999' })).toEqual({ problem: 'bad-time' })
    expect(OnlineDossier.safeParse({ ...record, MaHoSo: '../../x' }).success).toBe(false)
  })
})
