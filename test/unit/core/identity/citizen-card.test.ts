import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CitizenCard, isLikelyCardScan, parseCitizenCardQr } from '#core/identity/citizen-card.ts'
import { Day } from '#core/record/instant.ts'

const chipCard = '072090000001|290000001|NGUYỄN VĂN A|01011990|Nam|Ấp 1, Xã Thử Nghiệm, Tây Ninh|01072021'
const woman = '080190000002||TRẦN THỊ B|15081990|Nữ|Khu phố 2, Phường Thử, Tây Ninh|02082022'

function read(text: string, today?: Day): CitizenCard {
  const reading = parseCitizenCardQr(text, today)
  if (!reading.ok) throw new Error(reading.reason)
  return reading.card
}

function withField(index: number, value: string): string {
  return chipCard.split('|').with(index, value).join('|')
}

describe('the QR of a citizen card', () => {
  it('fills number, name, birth, sex, address and day of issue', () => {
    expect(read(chipCard)).toEqual({
      personalId: '072090000001',
      oldId: '290000001',
      name: 'NGUYỄN VĂN A',
      birthDate: '1990-01-01',
      sex: 'male',
      address: 'Ấp 1, Xã Thử Nghiệm, Tây Ninh',
      issuedOn: '2021-07-01',
      extra: [],
      nameToCheck: false,
      warnings: [],
    })
  })
  it('may have no old number', () => {
    expect(read(woman)).toMatchObject({ oldId: null, sex: 'female', birthDate: '1990-08-15', warnings: [] })
  })
  it('may have more fields, as on cards from 2024; they are kept', () => {
    expect(read(`${chipCard}|NGUYỄN VĂN CHA|072060000003||`).extra).toEqual(['NGUYỄN VĂN CHA', '072060000003', '', ''])
  })
  it('is read with spaces, a byte-order mark, CR LF or a second scan around it', () => {
    expect(read(`\ufeff  ${chipCard}\r\n`)).toEqual(read(chipCard))
    expect(read(`${chipCard}\r${chipCard}\r`)).toEqual(read(chipCard))
  })
  it('is composed to NFC', () => {
    expect(read(chipCard.normalize('NFD'))).toEqual(read(chipCard))
  })
  it.each([
    ['1950', '1950'],
    ['001950', '1950'],
    ['00001950', '1950'],
    ['031950', '1950-03'],
    ['00031950', '1950-03'],
  ])('keeps a birth known as %s for what it is', (digits, birthDate) => {
    expect(read(withField(3, digits))).toMatchObject({ birthDate, warnings: [] })
  })
  it.each(['31021990', '00131950', '15001990', '01011200', 'abc'])('marks the impossible birth date %s and keeps the rest', (digits) => {
    expect(read(withField(3, digits))).toMatchObject({ birthDate: null, personalId: '072090000001', warnings: ['birth-date-impossible'] })
  })
  it('marks a birth in the future', () => {
    expect(read(withField(3, '23112026'), Day.parse('2026-11-22'))).toMatchObject({ birthDate: null, warnings: ['birth-date-future'] })
    expect(read(withField(3, '22112026'), Day.parse('2026-11-22'))).toMatchObject({ birthDate: '2026-11-22', warnings: [] })
  })
  it('marks an odd old number and an impossible day of issue', () => {
    expect(read(withField(1, '12345'))).toMatchObject({ oldId: null, warnings: ['old-id-odd'] })
    expect(read(withField(6, '32132021'))).toMatchObject({ issuedOn: null, warnings: ['issued-on-impossible'] })
  })
})

describe('text that is no citizen card', () => {
  it.each([
    ['', 'empty'],
    [' \r\n', 'empty'],
    ['https://example.vn/tra-cuu?ma=1', 'not-a-card'],
    ['00020101021138570010A000000727', 'not-a-card'],
    ['H53.27712-261122-0010007', 'not-a-card'],
    ['07209000000|290000001|NGUYỄN VĂN A|01011990|Nam|Ấp 1|01072021', 'not-a-card'],
    ['072090000001|290000001|NGUYỄN VĂN A|0101', 'too-few-fields'],
    ['072090000001|290000001| |01011990|Nam|Ấp 1|01072021', 'name-missing'],
  ])('%j is refused as %s', (text, reason) => {
    expect(parseCitizenCardQr(text)).toEqual({ ok: false, reason })
  })
  it('never makes the reader fail', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string(), { maxLength: 12 }), (text, fields) => {
        parseCitizenCardQr(text)
        const reading = parseCitizenCardQr(`072090000001|${fields.join('|')}`)
        if (reading.ok) expect(reading.card.personalId).toBe('072090000001')
      }),
    )
  })
  it('is told apart by 12 digits and a bar', () => {
    expect(isLikelyCardScan(`  ${woman}`)).toBe(true)
    expect(isLikelyCardScan('072090000001')).toBe(false)
    expect(isLikelyCardScan('Nguyễn Văn A')).toBe(false)
  })
})

describe('a scan that a Vietnamese keyboard or a scanner has bent', () => {
  it.each([
    ['Telex left as letters', 'NGUYEENX VAWN A'],
    ['VNI left as digits', 'NGUYE64N VA8N A'],
    ['letters composed in the wrong case', 'NGUYễN VĂN A'],
    ['two tones in one word', 'NGUYẾ̃N VĂN A'],
    ['a wrong code page', 'NGUYá»„N VÄ‚N A'],
    ['lost characters', 'NGUY?N V?N A'],
    ['replaced characters', 'NGUY\ufffdN V\ufffdN A'],
  ])('asks to check the name: %s', (_what, name) => {
    expect(read(withField(2, name))).toMatchObject({
      personalId: '072090000001',
      birthDate: '1990-01-01',
      nameToCheck: true,
      warnings: ['text-bent'],
    })
  })
  it('asks to check when every mark is lost, and still knows the sex', () => {
    const card = read('080190000002||TRAN THI B|15081990|Nuwx|Khu pho 2, Phuong Thu, Tay Ninh|02082022')
    expect(card).toMatchObject({ nameToCheck: true, sex: 'female' })
  })
  it.each([
    'NGUYỄN THỊ HUỲNH HOA',
    'TRƯƠNG QUỐC KHUYẾN',
    'ĐẶNG NGUYỆT THOẠI',
    'LÊ GIA GIÀU',
    'Phạm Nghiêm Yến Uyên',
    'HỨA QUÝ KHUÊ',
    'BÙI XUÂN THUỲ',
    'ĐOÀN THUỶ TIÊN',
    'NGÔ NGỌC NGOAN',
    'VÕ HOÀNG QUYÊN',
    'TÔ KHÚC KHUỶU',
    'ĐINH BƯỞI',
    'LƯU HƯƠU',
    'TẠ OANH',
    'CAO THÁI BIỂU',
    'ỨNG Á',
    'MAI YẾU',
    'HỒ GÌN GIỮ',
    'LÝ XOÈ',
    'HÀ NGOẰN NGOÈO',
  ])('leaves a whole name alone: %s', (name) => {
    expect(read(withField(2, name)).nameToCheck).toBe(false)
  })
})
