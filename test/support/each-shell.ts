import { describe, it } from 'vitest'
import type { ShellKind } from './desk-lab.ts'
import { electronPath } from './launch-desk.ts'

/** The same tests of one screen or job in the browser and in Electron. Without an Electron binary that half is skipped aloud. */
export function describeEachShell(name: string, tests: (kind: ShellKind) => void): void {
  describe.each(['Chromium', 'Electron'] as const)(`${name} in %s`, (kind) => {
    if (kind === 'Electron' && electronPath === undefined) it.skip('needs an Electron binary')
    else tests(kind)
  })
}
