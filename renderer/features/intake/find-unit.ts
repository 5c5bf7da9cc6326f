import { makeFindUnit } from '#core/agency/find-unit.ts'
import { AdministrativeUnit } from '#core/agency/unit.ts'

export type FoundUnit = { code: string; name: string }

let finder: Promise<(address: string) => FoundUnit | null> | undefined

/** The unit that an address ends in; the list of 3,321 units is loaded when the first address is typed. */
export async function findUnit(address: string): Promise<FoundUnit | null> {
  if (address.trim() === '') return null
  finder ??= load()
  return (await finder)(address)
}

async function load(): Promise<(address: string) => FoundUnit | null> {
  const { default: data } = await import('#resources/catalogue/units.json')
  const units = AdministrativeUnit.array().parse(data)
  const find = makeFindUnit(units)
  const byCode = new Map(units.map((unit) => [unit.code, unit.name]))
  return (address) => {
    const code = find(address)
    return code === null ? null : { code, name: byCode.get(code) ?? code }
  }
}
