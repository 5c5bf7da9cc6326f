/** `taxCode` is written as in law: 10 digits, `10-3` for a branch, 12 digits of a person or household business. */
export type TaxCodeReading =
  | { ok: true; taxCode: string; kind: 'enterprise' | 'branch' | 'personal' }
  | { ok: false; reason: 'format' | 'check-digit' }

const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3]

/**
 * Reads a tax code (mã số thuế = mã số doanh nghiệp): 10 digits with a check digit, 13 as `10-3`, or since 2025-07-01 the
 * 12-digit personal number (TT 86/2024/TT-BTC). Spaces, dots and a missing hyphen are tolerated.
 */
export function parseTaxCode(text: string): TaxCodeReading {
  const digits = text.replace(/[\s.-]/g, '')
  if (/^\d{12}$/.test(digits)) return { ok: true, taxCode: digits, kind: 'personal' }
  if (!/^\d{10}(\d{3})?$/.test(digits)) return { ok: false, reason: 'format' }
  const root = digits.slice(0, 10)
  if (!hasCheckDigit(root)) return { ok: false, reason: 'check-digit' }
  if (digits.length === 10) return { ok: true, taxCode: root, kind: 'enterprise' }
  return { ok: true, taxCode: `${root}-${digits.slice(10)}`, kind: 'branch' }
}

/** d10 = 10 − (Σ weights × digits mod 11); where that is 10, no such code exists. */
function hasCheckDigit(tenDigits: string): boolean {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(tenDigits.charAt(index)), 0)
  return 10 - (sum % 11) === Number(tenDigits.charAt(9))
}
