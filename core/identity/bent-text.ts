import { foldText } from './fold-text.ts'

const initial = '(?:ngh?|nh|gh|gi?|kh?|ph?|qu|th?|tr?|ch?|[bdhlmnrsvx])?'
const nucleus = '(?:a[iouy]?|e[ou]?|i(?:a|eu?|u)?|o(?:ai|ao|ay|a|eo|e|i|o)?|u(?:a[yi]?|ay|e|i|oi|ou|o|u|y(?:a|e|u)?)?|y(?:eu?|u)?)'
const final = '(?:ch|ng|nh|[cmnpt])?'
const syllable = new RegExp(`^${initial}${nucleus}${final}$`)

/** UTF-8 that was read as another code page: `NGUYá»„N`. */
const wrongCodePage =
  /[\u00c2-\u00c6\u00e1-\u00e2][\u0080-\u00bf\u0192\u02c6\u02dc\u2010-\u2044\u20ac\u2122\u0152\u0153\u0160\u0161\u017d\u017e\u0178]/

const toneMarks = /[\u0300\u0301\u0303\u0309\u0323]/g

/**
 * Whether a name that came through a keyboard looks bent: by a Vietnamese input method (Telex, VNI), a scanner that cannot type
 * Vietnamese, or a wrong code page. A hint to look, never a refusal: names of other peoples may look bent and be right.
 */
export function isLikelyBentName(name: string): boolean {
  if (isBrokenText(name)) return true
  return name
    .normalize('NFC')
    .split(/[\s'’.-]+/)
    .some((word) => word !== '' && isBentWord(word))
}

/** Whether text shows characters that a broken transfer leaves behind. */
export function isBrokenText(text: string): boolean {
  return text.includes('\ufffd') || text.includes('?') || wrongCodePage.test(text)
}

/** Whether a long enough Vietnamese text has lost every mark. */
export function hasLostMarks(text: string): boolean {
  const letters = text.normalize('NFC').replace(/\P{L}/gu, '')
  return letters.length >= 12 && /^[A-Za-z]+$/.test(letters)
}

function isBentWord(word: string): boolean {
  if (!/^\p{L}+$/u.test(word)) return true
  if (word.length === 1) return false
  const tones = word.normalize('NFD').match(toneMarks)?.length ?? 0
  return tones > 1 || isMixedCase(word) || !syllable.test(foldText(word))
}

/** `NGUYễN`: an input method composed a letter of its own in a word of capitals. */
function isMixedCase(word: string): boolean {
  const rest = word.slice(1)
  return rest !== rest.toLowerCase() && word !== word.toUpperCase()
}
