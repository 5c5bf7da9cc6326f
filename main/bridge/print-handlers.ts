import type { WebContents, WebContentsPrintOptions } from 'electron'
import { BridgeRefusal } from '#core/bridge/bridge-refusal.ts'
import type { CapabilityHandlers } from '#main/bridge/bridge-handlers.ts'

export const printHandlers: CapabilityHandlers<'print'> = {
  listPrinters: async (_input, page) => {
    const printers = await page.getPrintersAsync()
    return printers.map((printer) => ({ name: printer.name, isDefault: isDefault(printer) }))
  },
  page: async ({ printer, copies, paper }, page) => {
    const printers = await page.getPrintersAsync()
    if (printer !== null && !printers.some(({ name }) => name === printer)) {
      throw new BridgeRefusal('no_printer', 'the chosen printer is not there')
    }
    if (printers.length === 0) throw new BridgeRefusal('no_printer', 'no printer is installed')
    await print(page, {
      silent: printer !== null,
      ...(printer === null ? {} : { deviceName: printer }),
      copies,
      pageSize: paper,
      printBackground: true,
      // The receipt's own margins stand in its @page rule.
      margins: { marginType: 'none' },
    })
  },
}

function print(page: WebContents, options: WebContentsPrintOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    page.print(options, (printed, reason) => {
      if (printed) resolve()
      else reject(new BridgeRefusal(/cancel/i.test(reason) ? 'cancelled' : 'failed', reason))
    })
  })
}

/** Electron 33 says it in `isDefault`; later versions leave it to the system's options. */
function isDefault(printer: object): boolean {
  return Reflect.get(printer, 'isDefault') === true
}
