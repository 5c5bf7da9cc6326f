import { describe, expect, it } from 'vitest'
import { parseDayText, parseMoneyText } from '#renderer/features/dossier/actions/day-text.ts'

describe('a typed day', () => {
  it.each(['26/11/2026', '26-11-2026', '26.11.2026', '26112026', '261126', ' 26/11/26 '])('%s is 26 November 2026', (typed) => {
    expect(parseDayText(typed)).toBe('2026-11-26')
  })

  it.each(['', '26/11', '31/02/2026', 'mai', '1126'])('"%s" is no day', (typed) => {
    expect(parseDayText(typed)).toBeNull()
  })
})

describe('a typed amount', () => {
  it.each(['8000', '8.000', '8.000 đ', '8 000'])('%s is eight thousand đồng', (typed) => {
    expect(parseMoneyText(typed)).toBe(8000)
  })

  it.each(['', 'tám nghìn', '-5'])('"%s" is no amount', (typed) => {
    expect(parseMoneyText(typed)).toBeNull()
  })
})
