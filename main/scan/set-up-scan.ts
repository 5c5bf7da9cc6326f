import { app } from 'electron'
import { BridgeRefusal } from '#core/bridge/bridge-refusal.ts'
import type { CapabilityHandlers } from '#main/bridge/bridge-handlers.ts'
import { createSaneDriver } from '#main/scan/sane-driver.ts'
import type { ScanDriver } from '#main/scan/scan-driver.ts'
import { createWiaDriver } from '#main/scan/wia-driver.ts'

/** The scanner of this PC; no scanning process outlives the desk. */
export function setUpScan(): CapabilityHandlers<'scan'> {
  const driver = process.platform === 'win32' ? createWiaDriver() : createSaneDriver()
  app.on('will-quit', () => void driver.release())
  return scanHandlers(driver)
}

/** One scan at a time: the glass and the feeder are one machine. */
export function scanHandlers(driver: ScanDriver): CapabilityHandlers<'scan'> {
  let running: AbortController | undefined
  return {
    list: () => driver.list(),
    next: async (order) => {
      if (running) throw new BridgeRefusal('busy', 'another page is being scanned')
      running = new AbortController()
      try {
        return { page: await driver.next(order, running.signal) }
      } finally {
        running = undefined
      }
    },
    cancel: async () => {
      running?.abort()
      await driver.release()
    },
  }
}
