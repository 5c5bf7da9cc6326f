import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Completeness } from '#core/indicators/indicator-answers.ts'
import { AgencySlug } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { formatCount, formatDifference, formatShare } from '#renderer/features/indicators/format-figures.ts'
import type { ReportSheet } from '#renderer/features/indicators/report-sheet.ts'
import { sayCompleteness } from '#renderer/features/indicators/say-completeness.ts'
import { makeSheetDocument } from '#renderer/features/indicators/sheet-document.ts'
import { workbookRows, writeWorkbook } from '#renderer/features/indicators/write-workbook.ts'
import { messages } from '#renderer/i18n/messages.ts'

const at = (text: string) => Instant.parse(`${text}:00+07:00`)
const whole: Completeness = {
  asOf: at('2026-11-20T15:31'),
  dataUntil: at('2026-11-20T15:30'),
  desks: 5,
  silent: [],
  unsent: 0,
  unreadable: 0,
}
const silentDesk = (deskName: string, day: string) => ({
  agency: AgencySlug.parse('h53-27712'),
  agencyName: 'Phường Tân An',
  deskName,
  lastContact: at(`${day}T16:00`),
  waiting: 3,
})
const sheet: ReportSheet = {
  title: 'Biểu II.06a/VPCP/KSTT [thử]',
  subtitle: 'Từ ngày 01/11/2026',
  agency: 'Ủy ban nhân dân phường Tân An',
  columns: [
    { title: 'Lĩnh vực', align: 'left', width: '*' },
    { title: 'Tổng', align: 'right', width: 46 },
  ],
  rows: [['Hộ tịch', 1234]],
  total: ['Tổng số', 1234],
  notes: ['Số liệu đến 15:30'],
}

describe('what a report says of itself', () => {
  beforeAll(() => i18next.init({ resources: { vi: { translation: messages.vi } }, lng: 'vi', interpolation: { escapeValue: false } }))

  it('says up to when the figures go and that nothing is missing', () => {
    expect(sayCompleteness(i18next.t, whole)).toBe('Số liệu đến 15:30 Thứ Sáu 20/11; các quầy đều đã gửi')
  })

  it('says how many desks have been silent and since when', () => {
    const silent = [silentDesk('Quầy 1', '2026-11-18'), silentDesk('Quầy 3', '2026-11-19')]
    expect(sayCompleteness(i18next.t, { ...whole, silent })).toBe('Số liệu đến 15:30 Thứ Sáu 20/11; 2 quầy chưa gửi từ Thứ Tư 18/11')
  })

  it('never claims completeness before the warehouse has been filled', () => {
    expect(sayCompleteness(i18next.t, { ...whole, dataUntil: null })).toBe(messages.vi.indicators.complete.never)
  })
})

describe('figures', () => {
  it('never round an almost to a whole', () => {
    expect([formatShare(0.9999), formatShare(0.0001), formatShare(1), formatShare(0), formatShare(null)]).toEqual([
      '99,9\u00a0%',
      '0,1\u00a0%',
      '100\u00a0%',
      '0\u00a0%',
      '–',
    ])
  })

  it('are written as in Vietnam', () => {
    expect([formatCount(1234567), formatDifference(-1200), formatDifference(3), formatDifference(0)]).toEqual([
      '1.234.567',
      '−1.200',
      '+3',
      '0',
    ])
  })
})

describe('a report on paper and in a spreadsheet', () => {
  it('keeps numbers as numbers in the spreadsheet', () => {
    const rows = workbookRows(sheet)
    expect(rows[4]).toMatchObject([{ value: 'Hộ tịch' }, { value: 1234, type: Number }])
    expect(rows.at(-1)).toMatchObject([{ value: 'Số liệu đến 15:30' }])
  })

  it('makes a workbook whatever its title holds', async () => {
    const bytes = await writeWorkbook(sheet)
    expect(new TextDecoder().decode(bytes.slice(0, 2))).toBe('PK')
  })

  it('lies across where it has many columns', () => {
    const many = { ...sheet, columns: Array.from({ length: 9 }, () => ({ title: 'x', align: 'left' as const, width: 20 })) }
    expect(makeSheetDocument(sheet, { writtenOn: '' }).pageOrientation).toBe('portrait')
    expect(makeSheetDocument(many, { writtenOn: '' }).pageOrientation).toBe('landscape')
  })
})
