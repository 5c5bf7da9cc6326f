import { createHash, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { fromLetters, toLetters } from '#core/hub/base32.ts'
import { writeWhole } from './write-whole.ts'

const secretBytes = 16
const checkBits = 12n
const letterCount = 28

/** Beside each backup, in the clear: the salt of its key, and a value by which a wrong code is told from a damaged file. */
export const BackupLock = z.object({
  kind: z.literal('mot-cua-backup'),
  version: z.literal(2),
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  check: z.string().regex(/^[0-9a-f]{32}$/),
})
export type BackupLock = z.infer<typeof BackupLock>

const Kept = z.object({ code: z.string() })
export const backupCodeFile = 'backup-code.json'

/**
 * The recovery code of this hub's backups: 128 random bits and a check, 28 letters in groups of four. Random, so that nobody can guess it and
 * nobody has to make one up; kept on the hub, so that a backup needs nobody at the keyboard; and on paper, because the hub may be gone.
 */
export function makeBackupCode(): string {
  const secret = randomBytes(secretBytes)
  return toLetters((BigInt(`0x${secret.toString('hex')}`) << checkBits) | checkOf(secret), letterCount)
}

/** The 16 secret bytes of a code as somebody typed it; undefined where there is a slip in it. */
export function readBackupCode(text: string): Buffer | undefined {
  const bits = fromLetters(text, letterCount)
  if (bits === undefined) return undefined
  const secret = Buffer.from((bits >> checkBits).toString(16).padStart(secretBytes * 2, '0'), 'hex')
  return secret.length === secretBytes && checkOf(secret) === (bits & ((1n << checkBits) - 1n)) ? secret : undefined
}

/** The hub's own code, made where it has none yet. */
export function keepBackupCode(dataDir: string): { code: string; isNew: boolean } {
  const file = join(dataDir, backupCodeFile)
  if (existsSync(file)) return { code: Kept.parse(JSON.parse(readFileSync(file, 'utf8'))).code, isNew: false }
  const code = makeBackupCode()
  writeWhole(file, JSON.stringify({ code }))
  return { code, isNew: true }
}

/** A key of its own for each backup. The code is random and long, so one round of HKDF is enough; a slow derivation would guard nothing. */
export function makeBackupLock(secret: Buffer): { lock: BackupLock; key: Buffer } {
  const salt = randomBytes(16)
  return {
    lock: { kind: 'mot-cua-backup', version: 2, salt: salt.toString('hex'), check: derive(secret, salt, 'check', 16).toString('hex') },
    key: derive(secret, salt, 'key', 32),
  }
}

/** The backup's key; undefined where this is the code of another hub. */
export function openBackupLock({ salt, check }: BackupLock, secret: Buffer): Buffer | undefined {
  const salted = Buffer.from(salt, 'hex')
  const isRight = timingSafeEqual(derive(secret, salted, 'check', 16), Buffer.from(check, 'hex'))
  return isRight ? derive(secret, salted, 'key', 32) : undefined
}

const derive = (secret: Buffer, salt: Buffer, use: string, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, `mot-cua-backup ${use}`, length))

const checkOf = (secret: Buffer): bigint =>
  BigInt(`0x${createHash('sha256').update('mot-cua-backup-code').update(secret).digest('hex').slice(0, 3)}`)
