import { foldText } from '#core/identity/fold-text.ts'
import type { AdministrativeUnit } from './unit.ts'

/**
 * Finds the unit code of an address text, as on a card or typed: `Khu phố 2, Phường Tân An, Tây Ninh` → `27712`.
 * Only an address that *ends* in a commune and its province is coded; marks, tone placement (Hoà/Hòa) and capitals do not
 * matter. Returns null where the end is unknown or fits more than one unit: an old address keeps its text alone.
 */
export type FindUnit = (address: string) => string | null

type Known = { code: string; full: string; bare: string }

/** Prepares the finder for a list of units; building it costs one pass, each search looks at one province. */
export function makeFindUnit(units: readonly AdministrativeUnit[]): FindUnit {
  const provinces = units.filter((unit) => unit.provinceCode === null).map(known)
  const communes = Map.groupBy(
    units.filter((unit) => unit.provinceCode !== null),
    (unit) => unit.provinceCode,
  )
  return (address) => {
    const parts = partsOf(address)
    const provincePart = parts.at(-1)
    const communePart = parts.at(-2)
    if (provincePart === undefined || communePart === undefined) return null
    const province = pick(provinces, provincePart)
    if (province === null) return null
    return pick((communes.get(province) ?? []).map(known), communePart)
  }
}

function known(unit: AdministrativeUnit): Known {
  const full = fold(unit.name)
  return { code: unit.code, full, bare: full.replace(/^(thanh pho|tinh|phuong|xa|dac khu) /, '') }
}

/** The code of the one unit the part names: with its type, else by the bare name if only one unit bears it. */
function pick(among: readonly Known[], part: string): string | null {
  const exact = among.find((one) => one.full === part)
  if (exact !== undefined) return exact.code
  const bare = among.filter((one) => one.bare === part)
  return bare.length === 1 ? (bare[0]?.code ?? null) : null
}

function partsOf(address: string): string[] {
  return address
    .split(/[,;]/)
    .map((part) => longForm(fold(part)))
    .filter((part) => part !== '' && part !== 'viet nam')
}

function longForm(part: string): string {
  return part
    .replace(/^(tp\.? ?|thanh pho )/, 'thanh pho ')
    .replace(/^(p\. ?|ph\. ?)/, 'phuong ')
    .replace(/^x\. ?/, 'xa ')
    .replace(/^(t\. ?)/, 'tinh ')
}

function fold(text: string): string {
  return foldText(text).replace(/\s+/g, ' ').trim()
}
