const special: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** HTML that is safe to send as it is. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Part = string | number | Markup | null | undefined | readonly Part[]

/** HTML with its values escaped; markup within markup stays, null is nothing. */
export function html(texts: TemplateStringsArray, ...values: Part[]): Markup {
  return new Markup(texts.map((text, at) => `${text}${at < values.length ? write(values[at]) : ''}`).join(''))
}

export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => special[sign] ?? sign)
}

function write(value: Part): string {
  if (value == null) return ''
  if (value instanceof Markup) return value.text
  if (typeof value === 'string' || typeof value === 'number') return escapeText(String(value))
  return value.map(write).join('')
}
