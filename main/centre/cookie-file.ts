import { readFile, rename, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { type Cookie, Cookies } from '#main/centre/cookie-jar.ts'
import type { Keeper } from '#main/security/keeper.ts'

/** One origin's cookies; another centre's are never sent. `sealed` is false where the system has no real key store. */
const CookieFile = z.object({ origin: z.string(), sealed: z.boolean(), body: z.string() })

/** Reads the cookies of `origin`; none where the file is absent, damaged, of another centre or sealed on another PC. */
export async function readCookies(file: string, origin: string, keeper: Keeper): Promise<Cookie[]> {
  try {
    const stored = CookieFile.parse(JSON.parse(await readFile(file, 'utf8')))
    if (stored.origin !== origin) return []
    const body = stored.sealed ? keeper.open(stored.body) : stored.body
    return Cookies.parse(JSON.parse(body))
  } catch {
    return []
  }
}

/** Writes by rename, readable by its owner alone. */
export async function writeCookies(file: string, origin: string, cookies: readonly Cookie[], keeper: Keeper): Promise<void> {
  const text = JSON.stringify(cookies)
  const stored: z.infer<typeof CookieFile> = { origin, sealed: keeper.strong, body: keeper.strong ? keeper.seal(text) : text }
  const draft = `${file}.part`
  await writeFile(draft, JSON.stringify(stored), { mode: 0o600 })
  await rename(draft, file)
}
