/**
 * Text folded for search: lower case, no diacritics, đ → d, single spaces. `Hoà` and `Hòa`, composed and decomposed, are equal.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/\s+/g, ' ')
    .trim()
}
