import { describe, expect, it } from 'vitest'
import { foldText } from '#core/identity/fold-text.ts'
import { checkPersonalId, isPersonalId, maskPersonalId } from '#core/identity/personal-id.ts'
import { parsePhone } from '#core/identity/phone.ts'
import { parseTaxCode } from '#core/identity/tax-code.ts'

describe('a personal number', () => {
  const man = { personalId: '072090000001', birthDate: '1990-01-01', sex: 'male' as const }

  it('has 12 digits', () => {
    expect(isPersonalId('072090000001')).toBe(true)
    for (const text of ['07209000000', '0720900000012', '07209000000A', '']) expect(isPersonalId(text)).toBe(false)
  })
  it('fits its person', () => {
    expect(checkPersonalId(man)).toEqual([])
    expect(checkPersonalId({ personalId: '080305000001', birthDate: '2005', sex: 'female' })).toEqual([])
    expect(checkPersonalId({ ...man, birthDate: null, sex: null })).toEqual([])
  })
  it('is only warned about where it does not fit', () => {
    expect(checkPersonalId({ ...man, birthDate: '1991-01-01' })).toEqual(['birth-year-differs'])
    expect(checkPersonalId({ ...man, birthDate: '2090-01-01' })).toEqual(['birth-year-differs'])
    expect(checkPersonalId({ ...man, sex: 'female' })).toEqual(['sex-differs'])
    expect(checkPersonalId({ ...man, personalId: '003090000001' })).toEqual(['province-unknown'])
    expect(checkPersonalId({ ...man, personalId: '072690000001' })).toEqual(['century-unknown'])
  })
  it('of a birth abroad carries a country', () => {
    expect(checkPersonalId({ ...man, personalId: '110090000001' })).toEqual([])
  })
  it('is masked in lists', () => {
    expect(maskPersonalId('072090000001')).toBe('072******001')
    expect(maskPersonalId('290000001')).toBe('290***001')
    expect(maskPersonalId('12345')).toBe('*****')
  })
})

describe('a tax code', () => {
  it.each([
    ['0300588569', '0300588569', 'enterprise'],
    ['0100109106', '0100109106', 'enterprise'],
    [' 0100 109 106 ', '0100109106', 'enterprise'],
    ['0100109106-001', '0100109106-001', 'branch'],
    ['0100109106001', '0100109106-001', 'branch'],
    ['072090000001', '072090000001', 'personal'],
  ])('%j is %s of a kind: %s', (text, taxCode, kind) => {
    expect(parseTaxCode(text)).toEqual({ ok: true, taxCode, kind })
  })
  it('is refused when a digit is wrong', () => {
    for (const text of ['0300588568', '0100109107', '0100109107-001'])
      expect(parseTaxCode(text)).toEqual({ ok: false, reason: 'check-digit' })
  })
  it('is refused whatever its last digit where the rule gives 10', () => {
    for (let digit = 0; digit <= 9; digit++) expect(parseTaxCode(`000000000${digit}`).ok).toBe(false)
  })
  it('is refused in another shape', () => {
    for (const text of ['', '12345', '01001091061', 'MST 0100109106']) expect(parseTaxCode(text)).toEqual({ ok: false, reason: 'format' })
  })
})

describe('a phone number', () => {
  it.each([
    ['0912345678', '0912345678', 'mobile'],
    ['+84 912 345 678', '0912345678', 'mobile'],
    ['84912345678', '0912345678', 'mobile'],
    ['0084.912.345.678', '0912345678', 'mobile'],
    ['+84 (0)912-345-678', '0912345678', 'mobile'],
    ['0272 3826 123', '02723826123', 'landline'],
    ['+84 272 3826 123', '02723826123', 'landline'],
  ])('%j is %s', (text, phone, kind) => {
    expect(parsePhone(text)).toEqual({ ok: true, phone, kind })
  })
  it.each(['', '091234567', '09123456789', '0112345678', '0123456789', 'abc', '+1 912 345 6789'])('refuses %j', (text) => {
    expect(parsePhone(text)).toEqual({ ok: false, reason: 'format' })
  })
})

describe('folded text', () => {
  it('has no marks, no case and single spaces', () => {
    expect(foldText('  Đặng   Thị ƯỚC\tNGUYỄN ')).toBe('dang thi uoc nguyen')
  })
  it('is the same for both placements of a tone and both compositions', () => {
    expect(foldText('Hoà Thành')).toBe(foldText('Hòa Thành'))
    expect(foldText('Hoà'.normalize('NFD'))).toBe(foldText('Hòa'.normalize('NFC')))
    expect(foldText('Ðức')).toBe('duc')
  })
})
