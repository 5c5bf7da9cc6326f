import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app, BrowserWindow, dialog } from 'electron'
import { BridgeRefusal } from '#core/bridge/bridge-refusal.ts'
import type { CapabilityHandlers } from '#main/bridge/bridge-handlers.ts'
import { safeFileName } from '#main/bridge/safe-file-name.ts'

export const fileHandlers: CapabilityHandlers<'file'> = {
  save: async ({ name, bytes }, page) => {
    const options = { defaultPath: join(app.getPath('documents'), safeFileName(name)) }
    const window = BrowserWindow.fromWebContents(page)
    const choice = window ? await dialog.showSaveDialog(window, options) : await dialog.showSaveDialog(options)
    if (choice.canceled || !choice.filePath) return { saved: false }
    await writeWhole(choice.filePath, bytes)
    return { saved: true }
  },
}

/** Under another name first, so that a full disk leaves no half a file under the chosen one. */
async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const draft = `${file}.part`
  try {
    await writeFile(draft, bytes, { flush: true })
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    const isFull = error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
    throw new BridgeRefusal(isFull ? 'disk_full' : 'failed', error instanceof Error ? error.message : 'write failed')
  }
}
