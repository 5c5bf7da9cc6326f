/**
 * Text folded for search and comparison: lower case, no diacritics, đ → d, single spaces. `Hoà` and `Hòa`, composed and
 * decomposed text are equal; Ð (Eth), which old fonts used for Đ, counts as đ.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[đð]/g, 'd')
    .replace(/\s+/g, ' ')
    .trim()
}
