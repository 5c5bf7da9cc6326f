export type TaxCodeReading =
  | { ok: true; taxCode: string; kind: 'enterprise' | 'branch' | 'personal' }
  | { ok: false; reason: 'format' | 'check-digit' }

export function parseTaxCode(_text: string): TaxCodeReading {
  throw new Error('not built yet')
}
