import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

const size = '128m'

/** A disk of 128 MB in memory, mounted below a folder; Linux and root only. */
export type SmallDisk = { folder: string; unmount(): void }

export function mountSmallDisk(parent: string, name: string): SmallDisk {
  const folder = join(parent, name)
  mkdirSync(folder)
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'ignore' })
  return { folder, unmount: () => void execFileSync('umount', ['--lazy', folder]) }
}

/** Whether this machine lets us mount a small disk. */
export function canMount(parent: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  try {
    mountSmallDisk(parent, 'disk-probe').unmount()
    return true
  } catch {
    return false
  }
}
