import { describe, expect, it } from 'vitest'
import { findReceiptInQr, writeReceiptQr } from '#renderer/features/forms/receipt-qr.ts'

describe('the QR of a form', () => {
  it('says code and look-up secret, and reads back', () => {
    const text = writeReceiptQr('H53.27712-261122-0010007', 'K7PX')
    expect(text).toBe('H53.27712-261122-0010007|K7PX')
    expect(findReceiptInQr(text)).toEqual({ code: 'H53.27712-261122-0010007', lookupSecret: 'K7PX' })
  })

  it('reads codes of the older form', () => {
    expect(findReceiptInQr('000.00.20.H53-261105-0007|AB12')?.code).toBe('000.00.20.H53-261105-0007')
  })

  it('is not a citizen card, and a citizen card is not it', () => {
    expect(findReceiptInQr('072090000001|290000001|NGUYỄN VĂN A|01011990|Nam|Ấp 1|01072021')).toBeUndefined()
  })
})
