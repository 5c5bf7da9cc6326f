import { app } from 'electron'
import type { CapabilityHandlers } from '#main/bridge/bridge-handlers.ts'
import type { Keeper } from '#main/security/keeper.ts'

export function shellHandlers(keeper: Keeper): CapabilityHandlers<'shell'> {
  return {
    info: async () => ({
      shell: 'electron',
      version: app.getVersion(),
      platform: process.platform,
      can: { scan: true, silentPrint: true, keyStore: keeper.available, saveFile: true },
      keyStore: keeper.strong ? 'os' : 'none',
    }),
  }
}
