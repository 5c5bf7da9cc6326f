import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Agency } from '#core/agency/agency.ts'
import { agencyOn, isInForce } from '#core/agency/agency-on.ts'
import { ancestorsOf, servedBy } from '#core/agency/ancestors-of.ts'
import { AgencySlug } from '#core/record/ids.ts'
import { Day } from '#core/record/instant.ts'
import { loadCatalogue } from '#resources/catalogue/load-catalogue.ts'

const { agencies } = loadCatalogue()
const slug = (text: string) => AgencySlug.parse(text)
const day = (text: string) => Day.parse(text)

describe('agencies over time', () => {
  it('answers with the historic district while it existed', () => {
    expect(agencyOn(agencies, slug('h39-ben-luc'), day('2025-06-30'))?.slug).toBe('h39-ben-luc')
  })

  it('follows a merger to the agency that took the dossiers over', () => {
    expect(agencyOn(agencies, slug('h39-ben-luc'), day('2025-07-01'))?.slug).toBe('h53-27991')
    expect(agencyOn(agencies, slug('h39'), day('2026-11-22'))?.slug).toBe('h53')
  })

  it('knows no agency before it was founded', () => {
    expect(agencyOn(agencies, slug('h53-27712'), day('2025-06-30'))).toBeUndefined()
  })

  it('ends where mergers go round in a circle', () => {
    const [commune] = agencies.filter((one) => one.slug === 'h53-27712')
    if (commune === undefined) throw new Error('no Tân An')
    const a: Agency = { ...commune, validTo: day('2025-12-31'), mergedInto: slug('bb') }
    const b: Agency = { ...commune, slug: slug('bb'), validTo: day('2025-12-31'), mergedInto: commune.slug }
    expect(agencyOn([a, b], a.slug, day('2026-01-01'))).toBeUndefined()
  })

  it('only ever answers with an agency in force on the day', () => {
    const days = fc.date({ min: new Date('2000-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(fc.constantFrom(...agencies), days, (agency, date) => {
        const on = day(date.toISOString().slice(0, 10))
        const found = agencyOn(agencies, agency.slug, on)
        return found === undefined || isInForce(found, on)
      }),
    )
  })
})

describe('the chain of levels', () => {
  it('lists the agencies above, nearest first', () => {
    expect(ancestorsOf(agencies, slug('h39-ben-luc')).map((one) => one.slug)).toEqual(['h39'])
    expect(ancestorsOf(agencies, slug('h53-27712')).map((one) => one.slug)).toEqual(['h53'])
    expect(ancestorsOf(agencies, slug('h53'))).toEqual([])
  })

  it('lists the communes that a regional office works for', () => {
    const served = servedBy(agencies, slug('h53-vpdk-kv1')).map((one) => one.slug)
    expect(served).toEqual(expect.arrayContaining(['h53-27712', 'h53-27991', 'h53-28108', 'h53-28159']))
    expect(servedBy(agencies, slug('h53-27712'))).toEqual([])
  })
})
