import { describe, expect, it } from 'vitest'
import { Agency } from '#core/agency/agency.ts'
import { membersOf } from '#core/dossier/members.ts'
import { judgeCommand } from '#core/dossier/permission.ts'
import { runCommand } from '#core/dossier/run-command.ts'
import { AgencySlug } from '#core/record/ids.ts'
import { makeCatalogue, makeContext, makeDossier, tanAn } from '#test/support/trade-world.ts'

const land = AgencySlug.parse('h53-vpdk-kv1')
const commune = makeCatalogue()
const landOffice = Agency.parse({ ...commune.agencies[0], id: `agency:${land}`, slug: land, level: 'regional', validTo: '2026-11-30' })
const world = { ...commune, agencies: [...commune.agencies, landOffice] }
const context = (day = '2026-11-23') => makeContext(`${day}T08:00:00+07:00`, ['one_stop_official'], world)
const sent = runCommand(makeDossier(), { do: 'sendToAgency', to: land, note: 'Xin ý kiến' }, context())

describe('sending a dossier to another agency', () => {
  it('makes that agency a member until the dossier is taken back, and keeps both acts', () => {
    expect(membersOf(makeDossier())).toEqual([tanAn])
    expect(membersOf(sent.dossier)).toEqual([tanAn, land])
    const id = sent.dossier.sendings?.[0]?.id ?? ''
    const back = runCommand(sent.dossier, { do: 'takeBack', sendingId: id }, context()).dossier
    expect(membersOf(back)).toEqual([tanAn])
    expect(back.sendings).toMatchObject([{ to: land, sent: { by: 'person:an.nt' }, ended: { by: 'person:an.nt' } }])
    const again = runCommand(back, { do: 'sendToAgency', to: land, note: '' }, context()).dossier
    expect(membersOf(again)).toEqual([tanAn, land])
    expect(again.sendings).toHaveLength(2)
  })

  it('leaves the official status as it is and says in the journal where it went', () => {
    expect(sent.event).toMatchObject({ type: 'dossierSent', from: 2, to: 2, note: 'Xin ý kiến', data: { to: land } })
  })

  it('lets people of the agency it was sent to act on it, and strangers not', () => {
    const specialist = (agency: AgencySlug) => judgeCommand(sent.dossier, 'recordView', { roles: ['specialist'], agency })
    expect(specialist(land)).toEqual({ role: 'specialist' })
    expect(specialist(AgencySlug.parse('h53-27991'))).toEqual({ refusedBecause: 'role-missing' })
  })

  it('refuses an agency that is unknown, dissolved or has the dossier already', () => {
    const send = (to: string, day?: string) => () =>
      runCommand(sent.dossier, { do: 'sendToAgency', to: AgencySlug.parse(to), note: '' }, context(day))
    expect(send('h53-khong-co')).toThrow('field-invalid: to')
    expect(send(land)).toThrow('field-invalid: to')
    expect(send(tanAn)).toThrow('field-invalid: to')
    const fresh = makeDossier()
    const late = () => runCommand(fresh, { do: 'sendToAgency', to: land, note: '' }, context('2026-12-01'))
    expect(late).toThrow('field-invalid: to')
  })

  it('refuses to take back what is not there or has been taken back', () => {
    expect(() => runCommand(sent.dossier, { do: 'takeBack', sendingId: 'none' }, context())).toThrow('not-found: sendingId')
  })
})
