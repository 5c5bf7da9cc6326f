export type PhoneReading = { ok: true; phone: string; kind: 'mobile' | 'landline' } | { ok: false; reason: 'format' }

export function parsePhone(_text: string): PhoneReading {
  throw new Error('not built yet')
}
