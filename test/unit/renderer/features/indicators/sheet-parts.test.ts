import { describe, expect, it } from 'vitest'
import type { ReportSheet } from '#renderer/features/indicators/report-sheet.ts'
import { countParts, partOfSheet, rowsOfPart } from '#renderer/features/indicators/sheet-parts.ts'

const sheetOf = (rows: number): ReportSheet => ({
  title: 'Sổ theo dõi hồ sơ',
  subtitle: 'Năm 2026',
  agency: 'Ủy ban nhân dân phường Tân An',
  columns: [{ title: 'STT', align: 'center', width: 20 }],
  rows: Array.from({ length: rows }, (_, index) => [index + 1]),
  total: ['Tổng số'],
  notes: ['Số liệu đến 15:30'],
})
const words = ({ from, to, of }: { from: number; to: number; of: number }) => `${from}–${to}/${of}`

describe('a long sheet on paper', () => {
  it.each([0, 1, rowsOfPart, rowsOfPart + 1, 20_000])('has every one of its %i rows in exactly one part', (count) => {
    const sheet = sheetOf(count)
    const parts = Array.from({ length: countParts(sheet) }, (_, index) => partOfSheet(sheet, index + 1, words))
    expect(parts.flatMap(({ rows }) => rows)).toEqual(sheet.rows)
    expect(Math.max(...parts.map(({ rows }) => rows.length))).toBeLessThanOrEqual(rowsOfPart)
    expect(parts.filter(({ total }) => total !== undefined)).toHaveLength(1)
    expect(parts.at(-1)?.total).toEqual(sheet.total)
  })

  it('says on each part which rows it holds, and nothing where there is one', () => {
    expect(partOfSheet(sheetOf(650), 3, words).subtitle).toBe('Năm 2026 · 601–650/650')
    expect(partOfSheet(sheetOf(12), 1, words)).toEqual(sheetOf(12))
  })
})
