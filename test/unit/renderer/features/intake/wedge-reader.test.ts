import { describe, expect, it } from 'vitest'
import { createWedgeReader } from '#renderer/features/intake/wedge-reader.ts'

const card = '072090000001|290000001|NGUYỄN VĂN A|01011990|Nam|Ấp 1, Xã Thử Nghiệm, Tây Ninh|01072021'

function type(reader: ReturnType<typeof createWedgeReader>, text: string, gapMs: number, fromMs = 1000) {
  return [...text].map((key, at) => reader.key(key, fromMs + at * gapMs))
}

describe('telling a scanner from a person', () => {
  it('takes a card that comes at scanner speed, and its Enter', () => {
    const reader = createWedgeReader()
    type(reader, card, 5)
    expect(reader.key('Enter', 1000 + card.length * 5)).toEqual({ kind: 'scan', text: card })
  })

  it('takes a card whose scanner ends with Tab', () => {
    const reader = createWedgeReader()
    type(reader, card, 30)
    expect(reader.key('Tab', 1000 + card.length * 30)).toMatchObject({ kind: 'scan' })
  })

  it('takes the link of a receipt, with Enter or without, and keeps its secret from the page', () => {
    const link = 'https://tra-cuu.example/tc/H53.27712-261122-0010007/K7PXQ2M9'
    const reader = createWedgeReader()
    const verdicts = type(reader, link, 15)
    expect(verdicts.slice(-8).every((one) => one.kind === 'swallow')).toBe(true)
    const end = 1000 + link.length * 15
    expect(reader.key('Enter', end)).toEqual({ kind: 'scan', text: link })
    type(reader, link, 15, end + 5000)
    expect(reader.takeIfDone(end + 60_000)).toBe(link)
  })

  it('keeps everything after the first `|` from the page', () => {
    const verdicts = type(createWedgeReader(), card, 5)
    expect(verdicts.slice(0, 13).every((one) => one.kind === 'pass')).toBe(true)
    expect(verdicts.slice(13).every((one) => one.kind === 'swallow')).toBe(true)
  })

  it('says when a burst begins, so that the field can be remembered as it was', () => {
    const verdicts = type(createWedgeReader(), '0720', 5)
    expect(verdicts.map((one) => one.kind === 'pass' && one.burstStarted)).toEqual([true, false, false, false])
  })

  it('leaves a good typist alone', () => {
    const reader = createWedgeReader()
    expect(type(reader, '072090000001', 60).every((one) => one.kind === 'pass')).toBe(true)
    expect(reader.key('Enter', 1750)).toMatchObject({ kind: 'pass' })
  })

  it('takes a card that a busy PC hands on late', () => {
    const reader = createWedgeReader()
    type(reader, card, 200)
    expect(reader.key('Enter', 1000 + card.length * 200)).toEqual({ kind: 'scan', text: card })
  })

  it('leaves fast text of another shape alone', () => {
    const reader = createWedgeReader()
    type(reader, 'khu phố 2', 5)
    expect(reader.key('Enter', 1050)).toMatchObject({ kind: 'pass' })
  })

  it('takes a long code of another kind at scanner speed, so that it does not stay in a field', () => {
    const reader = createWedgeReader()
    const bank = '00020101021138570010A00000072701270006970436'
    type(reader, bank, 10)
    expect(reader.key('Enter', 1000 + bank.length * 10)).toEqual({ kind: 'scan', text: bank })
  })

  it('leaves long text alone that a person types, or a key that is held down', () => {
    const typist = createWedgeReader()
    type(typist, 'khu phố 2, phường Tân An', 60)
    expect(typist.key('Enter', 1000 + 24 * 60)).toMatchObject({ kind: 'pass' })
    const held = createWedgeReader()
    type(held, 'a'.repeat(40), 28)
    expect(held.key('Enter', 1000 + 40 * 28)).toMatchObject({ kind: 'pass' })
  })

  it('takes the QR of a receipt of ours', () => {
    const reader = createWedgeReader()
    const code = 'H53.27712-261122-0010007|K7PX'
    type(reader, code, 8)
    expect(reader.key('Enter', 1000 + code.length * 8)).toEqual({ kind: 'scan', text: code })
  })

  it('takes a scan without Enter once the keys rest', () => {
    const reader = createWedgeReader()
    type(reader, card, 5)
    const last = 1000 + (card.length - 1) * 5
    expect(reader.takeIfDone(last + 10)).toBeNull()
    expect(reader.takeIfDone(last + 300)).toBe(card)
    expect(reader.takeIfDone(last + 600)).toBeNull()
  })

  it('follows a Vietnamese keyboard that deletes and types again', () => {
    const reader = createWedgeReader()
    type(reader, '072090000001||NGUYEE', 5)
    reader.key('Backspace', 1105)
    type(reader, 'Ễ|01011990', 5, 1110)
    expect(reader.key('Enter', 1160)).toEqual({ kind: 'scan', text: '072090000001||NGUYEỄ|01011990' })
  })
})
