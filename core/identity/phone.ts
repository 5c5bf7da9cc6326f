/** `phone` is stored in the national form, digits only, e.g. `0912345678`. */
export type PhoneReading = { ok: true; phone: string; kind: 'mobile' | 'landline' } | { ok: false; reason: 'format' }

/** Reads a Vietnamese phone number: `+84`, `84` and `0084` become `0`; spaces, dots, hyphens and brackets are dropped. */
export function parsePhone(text: string): PhoneReading {
  const digits = text.trim().replace(/[\s.()-]/g, '')
  const phone = digits.replace(/^(\+|00)?84(?=\d{9,10}$)/, '0').replace(/^00(?=[235789])/, '0')
  if (/^0[35789]\d{8}$/.test(phone)) return { ok: true, phone, kind: 'mobile' }
  if (/^02\d{9}$/.test(phone)) return { ok: true, phone, kind: 'landline' }
  return { ok: false, reason: 'format' }
}
