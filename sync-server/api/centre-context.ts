import type { EventEmitter } from 'node:events'
import type { ServerScope } from 'nano'
import type { DeviceId } from '#core/record/ids.ts'
import type { DeskTraffic } from '#sync-server/desk-traffic.ts'
import type { CentralAccess } from '#sync-server/provision/couch-admin.ts'
import type { SqlDatabase } from '#sync-server/warehouse/sql/sql-database.ts'
import type { ChangeNotices } from './change-notices.ts'
import type { CouchSessions } from './couch-sessions.ts'
import type { HubSide } from './hub-side.ts'
import type { SignInGuard } from './sign-in-guard.ts'
import type { Turns } from './turns.ts'

/** What the routes of the API share. */
export type CentreContext = {
  central: CentralAccess
  couch: ServerScope
  sessions: CouchSessions
  notices: ChangeNotices
  guard: SignInGuard
  /** Emits `revoked` with the device's id. */
  revocations: EventEmitter<{ revoked: [DeviceId] }>
  /** True where the desks come over TLS: cookies are then marked `Secure`. */
  secureCookies: boolean
  traffic: DeskTraffic
  /** Batches of documents that the store judges at a time. */
  writes: Turns
  now(): number
  /** The province's warehouse, where this server has one. */
  warehouse?: SqlDatabase | undefined
  /** Set where this is an office's hub and not the province's centre. */
  hub?: HubSide | undefined
}
