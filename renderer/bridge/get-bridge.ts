import type { Bridge } from '#core/bridge/contract.ts'
import { createBrowserBridge } from '#renderer/bridge/browser-bridge.ts'

declare global {
  interface Window {
    /** Set by the preload of the Electron shell; absent in a browser. */
    bridge?: Bridge
  }
}

let browserBridge: Bridge | undefined

/** The machine that this desk runs on. Features ask it what it can do, never which shell they are in. */
export function getBridge(): Bridge {
  if (window.bridge) return window.bridge
  browserBridge ??= createBrowserBridge()
  return browserBridge
}
