import type { DeviceId } from '#core/record/ids.ts'
import type { Instant } from '#core/record/instant.ts'
import type { BookPassing } from '#core/registers/register-book.ts'
import type { RegisterKind } from '#core/registers/register-kind.ts'
import type { Live } from '../desk.ts'

/** One register book (sổ) as it stands for this desk. */
export type RegisterStanding = {
  register: RegisterKind
  /** Quyển số, e.g. `01/2026`. */
  volume: string
  /** The last number of this year that is known here. */
  last: number
  /** True where this desk holds it and may enter numbers. */
  here: boolean
  /** True where this desk has handed it over and the centre has not heard of it yet: it enters nothing. */
  handing: boolean
  /** True where this desk held it until somebody else took it over. */
  lost: boolean
  /** True where it was handed to this desk, which has not taken it yet. */
  offered: boolean
  /** True where it lies with nobody. */
  free: boolean
  holder: { device: DeviceId; deskName: string; since: Instant; lastContact: Instant } | null
  passings: BookPassing[]
}

/** Register books of the agency: one holder at a time, handed over like the paper book. All but `openVolume` needs a line. */
export type Registers = {
  books: Live<RegisterStanding[]>
  /** Other desks of the agency, to hand a book to. */
  desks: Live<{ device: DeviceId; deskName: string }[]>
  /** When the centre last told who holds what; null = never. */
  asOf: Live<Instant | null>
  refresh(): Promise<void>
  take(register: RegisterKind): Promise<void>
  /** `to` null: to whoever takes it. From this moment on this desk enters nothing, whether the centre answers or not. */
  handOver(register: RegisterKind, to: DeviceId | null): Promise<void>
  /** A supervisor's decision while the holder's PC is dead or away. */
  takeOver(register: RegisterKind, reason: string): Promise<void>
  /** Hết quyển: numbering goes on in the next volume. */
  openVolume(register: RegisterKind): Promise<void>
}
