import type { DeviceId } from '#core/record/ids.ts'
import type { SlotPool } from './slot-routes.ts'

/** An official's public key for one desk, as the desk published it. */
export type PublishedKey = {
  login: string
  keyId: string
  device: DeviceId
  since: string
  jwk: { kty: 'EC'; crv: 'P-256'; x: string; y: string }
}

/** What came of signing in at the centre as well: `refused` where it knows another password, or the account no more. */
export type ProvinceSignIn = { state: 'signed_in'; token: string } | { state: 'unreachable' } | { state: 'refused' }

/** What the routes of the API do otherwise on an office's hub: ask the pool, keep for the centre, pass on to the centre. */
export type HubSide = {
  /** The hub as the centre knows it. */
  device: DeviceId
  name: string
  /** Tells this hub's change sequences from another's, and from its own before it was restored. */
  epoch: string
  findPool(): Promise<SlotPool>
  /** An official whom this hub has just let in signs in at the centre too, so that it can pass on what only the centre decides. */
  signInAtCentre(credentials: { login: string; password: string }): Promise<ProvinceSignIn>
  /** What this hub does not keep itself, page images above all; `target` is the path below `/centre/db`. */
  readFromCentre(target: string, credential: { device: DeviceId; secret: string }): Promise<Response>
  /** Keeps a key until the centre has it; the catalogue is the centre's alone to write. */
  keepKey(key: PublishedKey): Promise<void>
}
