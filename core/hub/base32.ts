const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Crockford's base 32 (no letters that look like digits), in groups of four. `bits` must fit into five for each letter. */
export function toLetters(bits: bigint, count: number): string {
  const letters = Array.from({ length: count }, (_, index) => alphabet.charAt(Number((bits >> BigInt(5 * (count - 1 - index))) & 31n)))
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-')
}

/** What somebody typed: spaces, dashes and case do not matter, and O, I and L are the digits that they look like. Undefined where it is none. */
export function fromLetters(text: string, count: number): bigint | undefined {
  const letters = text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  if (letters.length !== count || ![...letters].every((letter) => alphabet.includes(letter))) return undefined
  return [...letters].reduce((sum, letter) => (sum << 5n) | BigInt(alphabet.indexOf(letter)), 0n)
}
