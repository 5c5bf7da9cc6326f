import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { keepBackupCode, makeBackupCode, makeBackupLock, openBackupLock, readBackupCode } from '#sync-server/hub/backup-code.ts'

const secretOf = (code: string): Buffer => {
  const secret = readBackupCode(code)
  if (secret === undefined) throw new Error(`no code: ${code}`)
  return secret
}

describe('the recovery code of a hub', () => {
  test('is read back however it is typed, and a slip of the typist is found', () => {
    for (let round = 0; round < 200; round++) {
      const code = makeBackupCode()
      expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/)
      expect(secretOf(code)).toHaveLength(16)
      expect(secretOf(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toEqual(secretOf(code))
      expect(secretOf(code.replaceAll('0', 'o').replaceAll('1', 'l'))).toEqual(secretOf(code))
    }
    const code = makeBackupCode()
    const slips = [...code].flatMap((letter, at) =>
      letter === '-' ? [] : [`${code.slice(0, at)}${letter === '7' ? '8' : '7'}${code.slice(at + 1)}`],
    )
    // Twelve check bits: of 28 slips hardly one in 4096 passes.
    expect(slips.filter((slip) => readBackupCode(slip) !== undefined).length).toBeLessThanOrEqual(1)
    for (const text of ['', code.slice(0, -1), `${code}0`, 'mật khẩu của tôi']) expect(readBackupCode(text)).toBeUndefined()
  })

  test('is made once for a hub and stays', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mc-code-'))
    try {
      const { code, isNew } = keepBackupCode(folder)
      expect(isNew).toBe(true)
      expect(keepBackupCode(folder)).toEqual({ code, isNew: false })
      expect(statSync(join(folder, 'backup-code.json')).mode & 0o077).toBe(0)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('opens the lock of its own backups, each with a key of its own, and no other hub’s', () => {
    const secret = secretOf(makeBackupCode())
    const [first, second] = [makeBackupLock(secret), makeBackupLock(secret)]
    expect(first.key).toHaveLength(32)
    expect(openBackupLock(first.lock, secret)).toEqual(first.key)
    expect(first.key.equals(second.key)).toBe(false)
    expect(openBackupLock(first.lock, secretOf(makeBackupCode()))).toBeUndefined()
  })
})
