import { expect, test } from 'vitest'
import { derivePasswordKey, makeSalt } from '#renderer/data/sealing/password-key.ts'
import { importSealKey, openJson, sealJson } from '#renderer/data/sealing/seal.ts'
import { makeDataKey, unwrapWithPassword, wrapWithPassword } from '#renderer/data/session/key-ring.ts'

const key = await importSealKey(makeDataKey())

test('a sealed record opens to the same record and shows nothing of it', async () => {
  const sealed = await sealJson(key, 'dossier:1', { name: 'Lê Thị Thử' })
  expect(atob(sealed)).not.toContain('Thử')
  expect(await openJson(key, 'dossier:1', sealed)).toEqual({ name: 'Lê Thị Thử' })
})

test('a sealed record cannot be put in the place of another', async () => {
  const sealed = await sealJson(key, 'dossier:1', { name: 'Lê Thị Thử' })
  await expect(openJson(key, 'dossier:2', sealed)).rejects.toThrow()
})

test('the same record sealed twice looks different', async () => {
  expect(await sealJson(key, 'dossier:1', {})).not.toBe(await sealJson(key, 'dossier:1', {}))
})

test('only the right password opens the data key, however the keyboard composed its marks', { timeout: 30_000 }, async () => {
  const salt = makeSalt()
  const dataKey = makeDataKey()
  const wrapped = await wrapWithPassword(dataKey, await derivePasswordKey('mật-khẩu'.normalize('NFC'), salt), 'an.nt')
  expect(await unwrapWithPassword(wrapped, await derivePasswordKey('mật-khẩu'.normalize('NFD'), salt), 'an.nt')).toEqual(dataKey)
  expect(await unwrapWithPassword(wrapped, await derivePasswordKey('mat-khau', salt), 'an.nt')).toBeUndefined()
})
