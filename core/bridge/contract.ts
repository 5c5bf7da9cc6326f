import { z } from 'zod'
import { HubStatus, OfferedHub, PairingWish } from './hub.ts'

/** What the desk's shell can do; features ask this, never which shell they are in. */
export const ShellInfo = z.object({
  shell: z.enum(['electron', 'web']),
  version: z.string(),
  platform: z.string(),
  can: z.object({ scan: z.boolean(), silentPrint: z.boolean(), keyStore: z.boolean(), saveFile: z.boolean() }),
  /** Strength of the OS key store: `none` where the back end gives no real protection (Electron's `basic_text`). */
  keyStore: z.enum(['os', 'none']),
})
export type ShellInfo = z.infer<typeof ShellInfo>

/** A failure that crosses the bridge: a stable code and a text for the log; the page translates the code. */
export const BridgeFailure = z.object({
  code: z.enum([
    'unsupported',
    'invalid',
    'not_found',
    'busy',
    'cancelled',
    'device',
    'no_paper',
    'jammed',
    'no_printer',
    'disk_full',
    'untrusted',
    'failed',
  ]),
  detail: z.string(),
})
export type BridgeFailure = z.infer<typeof BridgeFailure>

export const Scanner = z.object({ id: z.string(), name: z.string(), feeder: z.boolean() })
export type Scanner = z.infer<typeof Scanner>

export const ScanOrder = z.object({
  scanner: z.string().min(1).max(200),
  dpi: z.union([z.literal(200), z.literal(300)]),
  mode: z.enum(['color', 'gray']),
  source: z.enum(['flatbed', 'feeder']),
})
export type ScanOrder = z.infer<typeof ScanOrder>

/** Binary crosses as Uint8Array. */
const Bytes = z.instanceof(Uint8Array)

/**
 * THE contract between the page and the machine: capability → call → input and output. Preload, main's handlers, the browser
 * implementation and the page's client are all derived from it. Every output is `{ok: true, value}` or `{ok: false, failure}`.
 */
export const bridgeContract = {
  shell: {
    info: { input: z.void(), output: ShellInfo },
  },
  keyStore: {
    /** Wraps a secret with the OS key store; output is opaque, base64. */
    wrap: { input: z.object({ secret: z.base64().max(4096) }), output: z.object({ wrapped: z.base64() }) },
    unwrap: { input: z.object({ wrapped: z.base64().max(16384) }), output: z.object({ secret: z.base64() }) },
  },
  scan: {
    list: { input: z.void(), output: z.array(Scanner) },
    /** Scans one page (flatbed) or the next page of the feeder; `page` null when the feeder is empty. PNG bytes. */
    next: { input: ScanOrder, output: z.object({ page: Bytes.nullable() }) },
    cancel: { input: z.void(), output: z.void() },
  },
  print: {
    listPrinters: { input: z.void(), output: z.array(z.object({ name: z.string(), isDefault: z.boolean() })) },
    /** Prints what the page shows under `@media print`. `printer` null opens the system dialog. */
    page: {
      input: z.object({ printer: z.string().max(200).nullable(), copies: z.number().int().min(1).max(20), paper: z.enum(['A4', 'A5']) }),
      output: z.void(),
    },
  },
  hub: {
    status: { input: z.void(), output: HubStatus },
    discover: { input: z.void(), output: z.array(OfferedHub) },
    /** Talks to this hub from now on. `invalid`: no such line · `not_found`: nobody answers · `untrusted`: another certificate answers. */
    pair: { input: PairingWish, output: z.object({ name: z.string() }) },
    /** Talks to the province's centre from now on. */
    leave: { input: z.void(), output: z.void() },
  },
  file: {
    /** Asks where to put a file and writes it; false when the person cancelled. */
    save: { input: z.object({ name: z.string().min(1).max(200), bytes: Bytes }), output: z.object({ saved: z.boolean() }) },
  },
} as const satisfies BridgeShape

/** One call of the contract. */
export type BridgeCall = { input: z.ZodType; output: z.ZodType }
/** Capability → call name → call. */
export type BridgeShape = Record<string, Record<string, BridgeCall>>
export type BridgeContract = typeof bridgeContract

/** What crosses back: the value, or why not. */
export type BridgeAnswer<T> = { ok: true; value: T } | { ok: false; failure: BridgeFailure }

/** The page's client, derived from the contract. */
export type Bridge = {
  [C in keyof BridgeContract]: {
    [N in keyof BridgeContract[C]]: BridgeContract[C][N] extends { input: infer I extends z.ZodType; output: infer O extends z.ZodType }
      ? z.input<I> extends void
        ? () => Promise<BridgeAnswer<z.output<O>>>
        : (input: z.input<I>) => Promise<BridgeAnswer<z.output<O>>>
      : never
  }
}
