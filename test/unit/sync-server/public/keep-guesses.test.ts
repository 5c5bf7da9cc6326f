import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { makeLog } from '#sync-server/api/serve-api.ts'
import { keepGuesses } from '#sync-server/public/keep-guesses.ts'
import type { LookupGuard } from '#sync-server/public/lookup-guard.ts'

const code = 'H53.27712-261122-0010007'
const start = Date.parse('2026-11-22T08:00:00Z')
const folder = mkdtempSync(join(tmpdir(), 'mc-guesses-'))
afterAll(() => rmSync(folder, { recursive: true }))

const open = (name: string, now = start, everyMs = 60_000) =>
  keepGuesses({ file: join(folder, name), log: makeLog('silent'), now: () => now, everyMs })
const guess = (guard: LookupGuard, times: number) => {
  for (let at = 0; at < times; at++) guard.recordWrong(`198.51.100.${at % 250}`, code, start)
}

describe('wrong look-ups over a restart', () => {
  it('count on where they stood, for a code, an address and both', () => {
    const before = open('a')
    guess(before.guard, 59)
    for (let at = 0; at < 300; at++) before.guard.recordWrong('203.0.113.7', `H53-261122-${at}`, start)
    before.close()
    const { guard, close } = open('a')
    expect(() => guard.take('192.0.2.1', code, start)).not.toThrow()
    guard.recordWrong('192.0.2.1', code, start)
    expect(() => guard.take('192.0.2.2', code, start)).toThrow()
    expect(() => guard.take('203.0.113.7', 'H53-261122-9999', start)).toThrow()
    close()
  })

  it('make one who waited wait on, and are forgotten after an hour', () => {
    const before = open('b')
    for (let at = 0; at < 8; at++) before.guard.recordWrong('203.0.113.7', code, start)
    before.close()
    const after = open('b', start + 1000)
    expect(() => after.guard.take('203.0.113.7', code, start + 1000)).toThrow()
    after.guard.recordWrong('192.0.2.9', code, start + 1000)
    after.close()
    const later = open('b', start + 2 * 3_600_000)
    expect(() => later.guard.take('203.0.113.7', code, start + 2 * 3_600_000)).not.toThrow()
    later.guard.recordWrong('192.0.2.9', 'H53-261122-1', start + 2 * 3_600_000)
    expect(JSON.stringify(later.guard.held(start + 2 * 3_600_000))).not.toContain('203.0.113.7')
    later.close()
  })

  it('are written while the site runs, whole and for its owner alone', async () => {
    const { guard, close } = open('c', start, 5)
    guess(guard, 60)
    await expect.poll(() => readdirSync(folder)).toContain('c')
    expect(statSync(join(folder, 'c')).mode & 0o077).toBe(0)
    const other = open('c')
    expect(() => other.guard.take('192.0.2.2', code, start)).toThrow()
    other.close()
    close()
  })

  it('never keep the site from opening when the file is broken', () => {
    writeFileSync(join(folder, 'd'), '{"ofBoth": 5')
    const { guard, close } = open('d')
    expect(() => guard.take('192.0.2.2', code, start)).not.toThrow()
    close()
  })
})
