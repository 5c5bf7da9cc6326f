import type { Bridge, BridgeAnswer } from '#core/bridge/contract.ts'

/** What a browser can do of the bridge; for the rest it says `unsupported` and the button says why. */
export function createBrowserBridge(): Bridge {
  return {
    shell: {
      info: async () =>
        done({
          shell: 'web',
          version: String(import.meta.env.MOT_CUA_VERSION),
          platform: navigator.platform,
          can: { scan: false, silentPrint: false, keyStore: false, saveFile: true },
          keyStore: 'none',
        }),
    },
    keyStore: { wrap: async () => unsupported('key store'), unwrap: async () => unsupported('key store') },
    scan: {
      list: async () => done([]),
      next: async () => unsupported('scanner'),
      cancel: async () => done(undefined),
    },
    print: {
      listPrinters: async () => done([]),
      page: async ({ printer }) => {
        if (printer !== null) return unsupported('silent printing')
        window.print()
        return done(undefined)
      },
    },
    hub: {
      status: async () => done({ canPair: false, centre: location.host, hub: null }),
      discover: async () => done([]),
      pair: async () => unsupported('way to pin a certificate'),
      leave: async () => unsupported('other server'),
    },
    file: {
      save: async ({ name, bytes }) => {
        download(name, bytes)
        return done({ saved: true })
      },
    },
  }
}

function download(name: string, bytes: Uint8Array): void {
  const address = URL.createObjectURL(new Blob([new Uint8Array(bytes)]))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has taken the bytes once the click was handled.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

function done<T>(value: T): BridgeAnswer<T> {
  return { ok: true, value }
}

function unsupported(what: string): BridgeAnswer<never> {
  return { ok: false, failure: { code: 'unsupported', detail: `a browser has no ${what}` } }
}
