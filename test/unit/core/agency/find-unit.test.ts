import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeFindUnit } from '#core/agency/find-unit.ts'
import { loadUnits } from '#resources/catalogue/load-catalogue.ts'

const units = loadUnits()
const findUnit = makeFindUnit(units)
const provinces = new Map(units.filter((one) => one.provinceCode === null).map((one) => [one.code, one.name]))

describe('the unit code of an address', () => {
  it.each([
    ['Khu phố 2, Phường Tân An, Tây Ninh', '27712'],
    ['khu pho 2, phuong tan an, tinh tay ninh', '27712'],
    ['12 Hùng Vương, P. Tân An, Tỉnh Tây Ninh, Việt Nam', '27712'],
    ['Ấp 3, Xã Bến Lức, Tây Ninh', '27991'],
    ['Ấp 1, Bến Lức, Tây Ninh', '27991'],
    ['Hòa Thành, Tây Ninh', '25645'],
    ['Xã Tân Thành, Tây Ninh', '25534'],
    ['Xã Tân Thạnh, Tây Ninh', '27826'],
    ['Phường Hoà Thành, Tây Ninh', '25645'],
  ])('codes %s', (address, code) => {
    expect(findUnit(address)).toBe(code)
  })

  it.each([
    '',
    'Tây Ninh',
    'Ấp 1, Xã Thử Nghiệm, Tây Ninh',
    'Phường 3, Thành phố Tân An, Long An',
    'Phường Tân An',
    'Xa Tan Thanh, Tay Ninh',
  ])('leaves %s uncoded', (address) => {
    expect(findUnit(address)).toBeNull()
  })

  it('finds every unit again by its full name and province, whatever the capitals', () => {
    const communes = units.filter((one) => one.provinceCode !== null)
    fc.assert(
      fc.property(fc.constantFrom(...communes), fc.boolean(), (unit, upper) => {
        const address = `Tổ 1, ${unit.name}, ${provinces.get(unit.provinceCode ?? '') ?? ''}`
        return findUnit(upper ? address.toUpperCase() : address.normalize('NFD')) === unit.code
      }),
      { numRuns: 500 },
    )
  })
})
