import { describe, expect, it } from 'vitest'
import { findReceiptInQr, writeReceiptQr } from '#core/dossier/receipt-qr.ts'
import { toSoughtWords } from '#core/dossier/search-text.ts'

const receipt = { code: 'H53.27712-261122-0010007', lookupSecret: 'K7PXQ2M9' }

describe('the QR of a form', () => {
  it('says code and look-up secret where the province has no public address, and reads back', () => {
    const text = writeReceiptQr(receipt, null)
    expect(text).toBe('H53.27712-261122-0010007|K7PXQ2M9')
    expect(findReceiptInQr(text)).toEqual(receipt)
  })

  it.each(['https://tra-cuu.example', 'https://tra-cuu.example/', 'https://dvc.example/mot-cua'])(
    'is a link below %s, and reads back',
    (site) => {
      const text = writeReceiptQr(receipt, site)
      expect(text).toBe(`${site.replace(/\/$/, '')}/tc/H53.27712-261122-0010007/K7PXQ2M9`)
      expect(findReceiptInQr(text)).toEqual(receipt)
    },
  )

  it('reads a link whose host a Vietnamese keyboard has bent', () => {
    expect(findReceiptInQr('https://tra-cưu.tâyninh.example/tc/H53.27712-261122-0010007/K7PẼQ2M9')?.code).toBe(receipt.code)
  })

  it('reads codes of the older form', () => {
    expect(findReceiptInQr('000.00.20.H53-261105-0007|AB12')?.code).toBe('000.00.20.H53-261105-0007')
  })

  it('is not a citizen card, and a citizen card or any other link is not it', () => {
    expect(findReceiptInQr('072090000001|290000001|NGUYỄN VĂN A|01011990|Nam|Ấp 1|01072021')).toBeUndefined()
    expect(findReceiptInQr('https://example.org/tc/khac/K7PX')).toBeUndefined()
  })

  it('finds the dossier by its code where it is scanned into a search field', () => {
    const byCode = toSoughtWords(receipt.code)
    for (const site of [null, 'https://tra-cuu.example']) expect(toSoughtWords(writeReceiptQr(receipt, site))).toEqual(byCode)
  })

  it('leaves a scanned citizen card to the search by its number', () => {
    const card = '072090000001|290000001|NGUYỄN VĂN A|01011990|Nam|Ấp 1|01072021'
    expect(toSoughtWords(card)).toEqual(toSoughtWords('072090000001'))
  })
})
