import { foldText } from '#core/identity/fold-text.ts'
import type { AdministrativeUnit } from './unit.ts'

/**
 * Finds the unit code of an address text, as on a card or typed: `Khu phố 2, Phường Tân An, Tây Ninh` → `27712`.
 * Only an address that *ends* in a commune and its province is coded. Capitals and the place of the tone (Hoà/Hòa) do not
 * matter; a text without any marks matches where only one unit can be meant (Tân Thành and Tân Thạnh lie in one province).
 * Null where the end is unknown or fits several units: an old address keeps its text alone.
 */
export type FindUnit = (address: string) => string | null

/** A name in the two spellings it is looked for in. */
type Spelling = { marked: string; folded: string }
type Known = { code: string; full: Spelling; bare: Spelling }

/** Prepares the finder for a list of units; building it costs one pass, each search looks at one province. */
export function makeFindUnit(units: readonly AdministrativeUnit[]): FindUnit {
  const provinces = units.filter((unit) => unit.provinceCode === null).map(known)
  const communes = new Map<string, Known[]>()
  for (const unit of units) {
    if (unit.provinceCode === null) continue
    const among = communes.get(unit.provinceCode) ?? []
    among.push(known(unit))
    communes.set(unit.provinceCode, among)
  }
  return (address) => {
    const parts = listParts(address)
    const provincePart = parts.at(-1)
    const communePart = parts.at(-2)
    if (provincePart === undefined || communePart === undefined) return null
    const province = pick(provinces, provincePart)
    return province === null ? null : pick(communes.get(province) ?? [], communePart)
  }
}

function known(unit: AdministrativeUnit): Known {
  const bare = unit.name.replace(/^(thành phố|tỉnh|phường|xã|đặc khu) /i, '')
  return { code: unit.code, full: spell(unit.name), bare: spell(bare) }
}

/** The code of the one unit that a part of an address names, with its type or without. */
function pick(among: readonly Known[], part: Spelling): string | null {
  const spelling = part.marked === part.folded ? 'folded' : 'marked'
  const named = among.filter((one) => one.full[spelling] === part[spelling])
  const found = named.length > 0 ? named : among.filter((one) => one.bare[spelling] === part[spelling])
  return found.length === 1 ? (found[0]?.code ?? null) : null
}

function listParts(address: string): Spelling[] {
  return address
    .normalize('NFC')
    .split(/[,;]/)
    .map((part) => spell(longForm(part.trim())))
    .filter((part) => part.folded !== '' && part.folded !== 'viet nam')
}

function longForm(part: string): string {
  const plain = foldText(part) === part.toLowerCase()
  return part
    .replace(/^tp\.? ?/i, plain ? 'thanh pho ' : 'thành phố ')
    .replace(/^ph?\. ?/i, plain ? 'phuong ' : 'phường ')
    .replace(/^x\. ?/i, plain ? 'xa ' : 'xã ')
    .replace(/^t\. ?/i, plain ? 'tinh ' : 'tỉnh ')
}

function spell(text: string): Spelling {
  return { marked: tonesLast(text), folded: foldText(text) }
}

const tone = /[\u0300\u0301\u0303\u0309\u0323]/g

/** Lower case, decomposed, each word's tone moved behind the word, so that its place no longer matters. */
function tonesLast(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(tone, '') + (word.match(tone) ?? []).join(''))
    .join(' ')
}
