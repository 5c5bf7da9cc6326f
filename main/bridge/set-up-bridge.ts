import { type IpcMainInvokeEvent, ipcMain } from 'electron'
import { channelOf } from '#core/bridge/channels.ts'
import { type BridgeAnswer, type BridgeShape, bridgeContract } from '#core/bridge/contract.ts'
import { answerCall } from '#main/bridge/answer-call.ts'
import type { BridgeHandlers, CapabilityHandlers } from '#main/bridge/bridge-handlers.ts'
import { fileHandlers } from '#main/bridge/file-handlers.ts'
import { keyStoreHandlers } from '#main/bridge/key-store-handlers.ts'
import { printHandlers } from '#main/bridge/print-handlers.ts'
import { shellHandlers } from '#main/bridge/shell-handlers.ts'
import { isDeskPage } from '#main/security/app-scheme.ts'
import { getKeeper } from '#main/security/keeper.ts'

/** Registers one IPC handler for each call of the contract, and no other. */
export function setUpBridge({ scan, hub }: { scan: CapabilityHandlers<'scan'>; hub: CapabilityHandlers<'hub'> }): void {
  const keeper = getKeeper()
  const handlers: BridgeHandlers = {
    shell: shellHandlers(keeper),
    keyStore: keyStoreHandlers(keeper),
    scan,
    print: printHandlers,
    hub,
    file: fileHandlers,
  }
  const shape: BridgeShape = bridgeContract
  for (const [capability, calls] of Object.entries(shape)) {
    for (const [name, call] of Object.entries(calls)) {
      const handle = handlerOf(handlers, capability, name)
      ipcMain.handle(channelOf(capability, name), (event, input: unknown): Promise<BridgeAnswer<unknown>> | BridgeAnswer<never> => {
        if (!isFromDesk(event)) return { ok: false, failure: { code: 'invalid', detail: 'foreign sender' } }
        return answerCall(call, input, (parsed) => handle(parsed, event.sender))
      })
    }
  }
}

type AnyHandler = (input: unknown, page: IpcMainInvokeEvent['sender']) => Promise<unknown>

/** The handlers' types follow the contract; the loop over it cannot be typed call by call, so this is the one untyped step. */
function handlerOf(handlers: BridgeHandlers, capability: string, name: string): AnyHandler {
  const found: unknown = Reflect.get(Reflect.get(handlers, capability), name)
  if (typeof found !== 'function') throw new Error(`the bridge has no handler for ${capability}.${name}`)
  return async (input, page) => found(input, page)
}

/** Only the desk's own top frame may call. */
function isFromDesk(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame
  return frame !== null && frame.parent === null && isDeskPage(frame.url)
}
