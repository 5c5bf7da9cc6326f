import { z } from 'zod'
import { HighWater } from '#core/numbering/next-number.ts'
import { NumberSlot } from '#core/numbering/number-slot.ts'
import { AgencySlug, DeviceId, PersonId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import type { Store } from './open-store.ts'
import { guardStorage } from './storage-guard.ts'
import { createUpsert } from './upsert.ts'

export const Databases = z.object({ catalog: z.string(), dossiers: z.string(), journal: z.string(), pages: z.string() })
export type Databases = z.infer<typeof Databases>

/** Who this desk is to the centre, and the data key as others than passwords hold it. */
export const DevicePaper = z.object({
  kind: z.literal('device'),
  device: DeviceId,
  deskName: z.string(),
  agency: AgencySlug,
  agencyName: z.string(),
  databases: Databases,
  fingerprint: z.string(),
  /** The data key wrapped by the OS key store; null where there is none. */
  osWrapped: z.string().nullable(),
  /** The data key wrapped by a key that only the centre holds, for officials new to this PC; null where the OS key store does it. */
  centreWrapped: z.string().nullable(),
  /** A random text wrapped by this PC's key store, where the data key is not: only the PC that wrapped it can open it. */
  mark: z.string().nullish(),
  /** Left for the administrator's recovery key. */
  recoveryWrapped: z.string().nullable(),
})
export type DevicePaper = z.infer<typeof DevicePaper>

/** An official who has signed in on this PC. Name and login stand on the sign-in screen, so they are not sealed. */
export const OfficialPaper = z.object({
  kind: z.literal('official'),
  login: z.string(),
  person: PersonId,
  name: z.string(),
  salt: z.string(),
  wrappedDataKey: z.string(),
  signing: z.object({ keyId: z.string(), jwk: z.record(z.string(), z.json()), wrapped: z.string(), published: z.boolean() }),
  sealedPerson: z.string(),
  lastSignIn: Instant,
  lastOnline: Instant,
})
export type OfficialPaper = z.infer<typeof OfficialPaper>

export const AttemptsPaper = z.object({ kind: z.literal('attempts'), wrong: z.number().int(), lockedUntilMs: z.number().nullable() })
export type AttemptsPaper = z.infer<typeof AttemptsPaper>

/** The number slot this desk holds; `visit` is the random value that the centre expects at the next renewal. */
export const SlotPaper = z.object({ kind: z.literal('slot'), slot: NumberSlot, visit: z.string().optional() })

/** The highest number this desk has issued from a slot. */
export const HighWaterPaper = z.object({
  kind: z.literal('highWater'),
  slot: z.number().int(),
  generation: z.number().int(),
  highWater: HighWater,
})

/** How far this desk has read one database of the centre. */
export const CheckpointPaper = z.object({ kind: z.literal('checkpoint'), seq: z.string(), caughtUp: z.boolean() })
export type CheckpointPaper = z.infer<typeof CheckpointPaper>

/** The desk's own papers, each parsed when it is read. */
export type DeskPapers = {
  find<T>(id: string, schema: z.ZodType<T>): Promise<T | undefined>
  list<T>(prefix: string, schema: z.ZodType<T>): Promise<T[]>
  put(id: string, paper: { kind: string } & Record<string, unknown>): Promise<void>
}

export function createDeskPapers(store: Store): DeskPapers {
  const upsert = createUpsert(store.desk)
  return {
    async find(id, schema) {
      const found = await store.desk.findOne(id).exec()
      return found === null ? undefined : schema.parse(JSON.parse(found.text))
    },
    async list(prefix, schema) {
      const found = await store.desk.find({ selector: { id: { $gte: prefix, $lt: `${prefix}\uffff` } } }).exec()
      return found.map((one) => schema.parse(JSON.parse(one.text)))
    },
    async put(id, paper) {
      await guardStorage(() => upsert({ id, text: JSON.stringify(paper) }))
    },
  }
}
