import { z } from 'zod'

/** The server that this desk talks to: the office's hub where it was paired with one, else the province's centre. */
export const HubStatus = z.object({
  /** False in a browser: a page can neither pin a certificate nor leave its own origin. */
  canPair: z.boolean(),
  /** Host of the province's centre; null where none is set up. */
  centre: z.string().nullable(),
  hub: z.object({ name: z.string(), address: z.string(), fingerprint: z.string() }).nullable(),
})
export type HubStatus = z.infer<typeof HubStatus>

/** A hub that offers itself in the LAN. An offer is no proof: only the fingerprint that a person types makes it trusted. */
export const OfferedHub = z.object({ name: z.string(), agencyName: z.string(), address: z.string() })
export type OfferedHub = z.infer<typeof OfferedHub>

/** The pairing line as the hub shows it (`core/hub/pairing-line.ts`). */
export const PairingWish = z.object({ line: z.string().min(1).max(400) })
