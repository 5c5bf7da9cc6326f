import type { WebContents } from 'electron'
import type { z } from 'zod'
import type { BridgeContract } from '#core/bridge/contract.ts'

/** One function for each call of the contract: parsed input and the asking page in, output out; throws a BridgeRefusal. */
export type BridgeHandlers = { [C in keyof BridgeContract]: CapabilityHandlers<C> }

export type CapabilityHandlers<C extends keyof BridgeContract> = {
  [N in keyof BridgeContract[C]]: BridgeContract[C][N] extends { input: infer I extends z.ZodType; output: infer O extends z.ZodType }
    ? (input: z.output<I>, page: WebContents) => Promise<z.input<O>>
    : never
}
