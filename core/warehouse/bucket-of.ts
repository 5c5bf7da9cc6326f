import { toInstant } from '#core/record/instant.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const ulidIn = /:([0-7][0-9A-HJKMNP-TV-Z]{9})[0-9A-HJKMNP-TV-Z]{16}$/i
const pageIn = /^page:([0-9a-f]{2})/

/**
 * Which part of a database's digest a document belongs to, told from its id alone so that both sides know it without its body: the
 * Vietnamese day its ULID was made on (`2026-11-20`), `page:ab` for a page by its hash, `-` for everything else.
 */
export function bucketOf(id: string): string {
  const ulid = ulidIn.exec(id)?.[1]
  if (ulid !== undefined) return toInstant(epochMsIn(ulid.toUpperCase())).slice(0, 10)
  const page = pageIn.exec(id)?.[1]
  return page === undefined ? '-' : `page:${page}`
}

function epochMsIn(time: string): number {
  // 8.64e15 ms is the last moment that a date can hold; an id beyond it was made up.
  let epochMs = 0
  for (const letter of time) epochMs = epochMs * 32 + alphabet.indexOf(letter)
  return Math.min(epochMs, Date.UTC(9999, 11, 30))
}
