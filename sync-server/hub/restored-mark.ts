import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { syncFolder, writeWhole } from './write-whole.ts'

const fileOf = (dataDir: string): string => join(dataDir, 'restored')

/** Left by a restore, taken away once {@link settleRestored} has run. */
export function markRestored(dataDir: string): void {
  writeWhole(fileOf(dataDir), 'restored')
}

export const wasRestored = (dataDir: string): boolean => existsSync(fileOf(dataDir)) && readFileSync(fileOf(dataDir), 'utf8') === 'restored'

export function settleRestored(dataDir: string): void {
  rmSync(fileOf(dataDir), { force: true })
  syncFolder(dataDir)
}
