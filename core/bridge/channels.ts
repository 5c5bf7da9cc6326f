import type { BridgeContract } from './contract.ts'

/**
 * The names of every call of the bridge, without zod: all that the sandboxed preload carries.
 * A unit test holds this list and {@link BridgeContract} equal.
 */
export const bridgeCalls = {
  shell: ['info'],
  keyStore: ['wrap', 'unwrap'],
  scan: ['list', 'next', 'cancel'],
  print: ['listPrinters', 'page'],
  hub: ['status', 'discover', 'pair', 'leave'],
  file: ['save'],
} as const satisfies { [C in keyof BridgeContract]: readonly (keyof BridgeContract[C])[] }

/** The IPC channel of one call. The only place where a channel name is made. */
export function channelOf(capability: string, call: string): string {
  return `bridge:${capability}.${call}`
}
