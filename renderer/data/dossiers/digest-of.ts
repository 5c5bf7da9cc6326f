import { canonicalJson } from '#core/journal/event.ts'

const prime = 0x01000193
const seeds = [0x811c9dc5, 0x050c5d1f]

/** A short digest of a body, to know it again; no safeguard against anybody (that is what signatures are for), so it may be quick. */
export function digestOf(body: unknown): string {
  const text = canonicalJson(body)
  return `${text.length}-${seeds.map((seed) => hash(text, seed)).join('-')}`
}

/** FNV-1a over UTF-16 units. */
function hash(text: string, seed: number): string {
  let value = seed
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), prime)
  return (value >>> 0).toString(16)
}
