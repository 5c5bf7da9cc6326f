import type { Agency } from '#core/agency/agency.ts'
import type { CommandContext } from '#core/dossier/command-context.ts'
import type { Person } from '#core/person/person.ts'
import type { Role } from '#core/person/role.ts'
import { rolesOn } from '#core/person/roles-on.ts'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import { type AgencySlug, DeviceId, makeUlid } from '#core/record/ids.ts'
import { dayOf, type Instant } from '#core/record/instant.ts'
import type { Random } from './random.ts'

/** A desk PC of the demo. `slot` is the number slot it issued codes from; null for a PC that only processes. */
export type DemoDevice = { device: DeviceId; agency: AgencySlug; deskName: string; slot: number | null }

/** The slot of the demo's own desk; the centre grants 1 and up, so no real desk meets it. */
export const demoSlot = 901

/** Two PCs for each agency: the counter, and one behind it. */
export function makeDemoDevices(random: Random, agencies: readonly Agency[], sinceMs: number): DemoDevice[] {
  const id = () => DeviceId.parse(`device:${makeUlid(sinceMs, random.bytes(10)).toLowerCase()}`)
  return agencies.flatMap(({ slug, pilot }) => [
    ...(pilot ? [{ device: id(), agency: slug, deskName: 'Quầy 1 (dữ liệu mẫu)', slot: demoSlot }] : []),
    { device: id(), agency: slug, deskName: 'Phòng chuyên môn (dữ liệu mẫu)', slot: null },
  ])
}

export type Actor = { actor: CommandContext['actor']; device: DemoDevice }

/** Somebody of an agency who holds a role on the day of an act, at the PC where such work is done. */
export function pickActor(
  { catalogue, devices, random }: { catalogue: Catalogue; devices: readonly DemoDevice[]; random: Random },
  { agency, role, at }: { agency: AgencySlug; role: Role; at: Instant },
): Actor {
  const holders = catalogue.people.filter((one) => one.agency === agency && rolesOn(one, dayOf(at)).includes(role))
  const person: Person = random.pick(holders)
  const device = devices.find((one) => one.agency === agency && (one.slot !== null) === (role === 'one_stop_official'))
  if (device === undefined) throw new Error(`no demo PC for ${role} in ${agency}`)
  return { actor: { person: person.id, name: person.name, roles: rolesOn(person, dayOf(at)), agency }, device }
}
