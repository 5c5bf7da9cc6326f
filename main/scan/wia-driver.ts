import { z } from 'zod'
import { BridgeRefusal } from '#core/bridge/bridge-refusal.ts'
import { type BridgeFailure, Scanner, type ScanOrder } from '#core/bridge/contract.ts'
import { runProcess } from '#main/scan/run-process.ts'
import type { ScanDriver } from '#main/scan/scan-driver.ts'
import { listScript, scanScript } from '#main/scan/wia-scripts.ts'

/** What a script prints: one line of JSON. A failure carries WIA's HRESULT. */
const Said = z.union([
  z.object({ scanners: z.array(Scanner) }),
  z.object({ page: z.base64() }),
  z.object({ hresult: z.number(), message: z.string() }),
])

/** WIA_ERROR_* of wiadef.h, as signed 32-bit numbers → the contract's code. */
const MEANINGS: Record<number, BridgeFailure['code']> = {
  [0x80210002 | 0]: 'jammed',
  [0x80210003 | 0]: 'no_paper',
  [0x80210006 | 0]: 'busy',
  [0x80210005 | 0]: 'not_found',
  [0x80210015 | 0]: 'not_found',
}

/**
 * Scanners through Windows Image Acquisition, which every Windows has, by PowerShell: no native module to build.
 * Has met no real scanner yet: it needs a Windows PC to be tried on.
 */
export function createWiaDriver(): ScanDriver {
  return {
    list: async () => {
      const said = await powershell(listScript(), undefined)
      return 'scanners' in said ? said.scanners : []
    },
    next: async (order: ScanOrder, signal) => {
      const said = await powershell(scanScript(order), signal)
      if ('page' in said) return new Uint8Array(Buffer.from(said.page, 'base64'))
      if (!('hresult' in said)) throw new BridgeRefusal('device', 'WIA gave no page')
      const code = MEANINGS[said.hresult] ?? 'device'
      if (code === 'no_paper' && order.source === 'feeder') return null
      throw new BridgeRefusal(code, said.message)
    },
    // Each page is a process of its own; nothing stays open between two.
    release: async () => undefined,
  }
}

async function powershell(script: string, signal: AbortSignal | undefined): Promise<z.infer<typeof Said>> {
  const encoded = Buffer.from(script, 'utf16le').toString('base64')
  const args = ['-NoProfile', '-NonInteractive', '-STA', '-EncodedCommand', encoded]
  try {
    const { stdout } = await runProcess({ command: 'powershell.exe', args, ...(signal ? { signal } : {}) })
    return Said.parse(JSON.parse(new TextDecoder().decode(stdout)))
  } catch {
    if (signal?.aborted) throw new BridgeRefusal('cancelled', 'the scan was cancelled')
    throw new BridgeRefusal('device', 'WIA did not answer')
  }
}
