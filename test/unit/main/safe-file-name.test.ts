import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeFileName } from '#main/bridge/safe-file-name.ts'

describe('the file name that the page proposes', () => {
  it('keeps Vietnamese and loses folders', () => {
    expect(safeFileName('Giấy tiếp nhận H53.27712-261122-0010007.pdf')).toBe('Giấy tiếp nhận H53.27712-261122-0010007.pdf')
    expect(safeFileName('../../etc/passwd')).toBe('passwd')
    expect(safeFileName('C:\\Windows\\x.pdf')).toBe('x.pdf')
  })

  it('never names a folder, a hidden file or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (proposed) => {
        const name = safeFileName(proposed)
        return name !== '' && !/[/\\:*?"<>|]|^\./.test(name)
      }),
    )
  })
})
