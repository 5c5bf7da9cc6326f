import type { Agency } from '#core/agency/agency.ts'
import type { IssuedNumber } from '#core/dossier/command-context.ts'
import type { Channel } from '#core/dossier/dossier.ts'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import type { Procedure } from '#core/procedure/procedure.ts'
import type { Instant } from '#core/record/instant.ts'
import type { DemoPlan } from './demo-plan.ts'
import type { DemoDevice } from './demo-staff.ts'
import type { Random } from './random.ts'

/** What every dossier of the demo is made from. */
export type DemoWorld = { catalogue: Catalogue; devices: readonly DemoDevice[]; random: Random; ulid: (at: Instant) => string }

/** A dossier's arrival at the counter, before it is played: what, where, when, under which number. */
export type Receipt = {
  plan: DemoPlan
  commune: Agency
  procedure: Procedure
  channel: Channel
  at: Instant
  /** Moments for the acts after the receipt, in order. */
  moments: readonly Instant[]
  number: IssuedNumber
  serial: number
}
