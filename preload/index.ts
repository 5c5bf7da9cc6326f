import { contextBridge, ipcRenderer } from 'electron'
import { bridgeCalls, channelOf } from '#core/bridge/channels.ts'

/** The page gets one function for each call of the contract and no way to name a channel. Main validates what crosses. */
function exposedBridge(): Record<string, Record<string, (input?: unknown) => Promise<unknown>>> {
  const capabilities = Object.entries(bridgeCalls).map(([capability, calls]) => [
    capability,
    Object.fromEntries(
      calls.map((call) => {
        const channel = channelOf(capability, call)
        return [call, (input?: unknown) => ipcRenderer.invoke(channel, input)]
      }),
    ),
  ])
  return Object.fromEntries(capabilities)
}

contextBridge.exposeInMainWorld('bridge', exposedBridge())
