import { afterAll, beforeAll, expect, it } from 'vitest'
import { runKeysCommand } from '#sync-server/indicators/keys-command.ts'
import { startRoutingGround } from '#test/integration/routing/routing-ground.ts'

let ground: Awaited<ReturnType<typeof startRoutingGround>>
beforeAll(async () => {
  ground = await startRoutingGround(['xa'])
  await ground.describeAgency('xa')
})
afterAll(() => ground?.close())

async function run(words: string[], more: { name?: string; agency?: string; by?: string } = {}): Promise<string[]> {
  const said: string[] = []
  await runKeysCommand(ground.access, { words, ...more }, (text) => said.push(text))
  return said
}

it('makes a key, lists it without its secret, and takes it back once and for all', async () => {
  const [made = ''] = await run(['make'], { name: 'IOC tỉnh', agency: ground.slugOf('xa'), by: 'person:admin' })
  const [id = '', secret = ''] = made.split('  ')
  expect(secret).toMatch(/^mck_[0-9a-f]{16}_[\w-]{43}$/)
  const [listed = ''] = await run(['list'])
  expect(listed).toContain(id)
  expect(listed).toContain('valid')
  expect(listed).toContain('IOC tỉnh')
  expect(listed).not.toContain(secret.slice(-43))
  expect(await run(['revoke', id])).toEqual(['revoked'])
  const after = await run(['list'])
  expect(after.join()).toContain('revoked 20')
  await run(['revoke', id.slice('feed-key:'.length)])
  expect(await run(['list'])).toEqual(after)
})

it('refuses what it does not understand, units that do not exist and keys that were never made', async () => {
  await expect(run(['erase'])).rejects.toThrow('keys list')
  await expect(run(['make'], { agency: ground.slugOf('xa'), by: 'person:admin' })).rejects.toThrow('--name')
  await expect(run(['make'], { name: 'IOC', agency: 'h99-1', by: 'person:admin' })).rejects.toThrow('no agency')
  await expect(run(['revoke', 'feed-key:0000000000000000'])).rejects.toThrow('Không có khóa này')
})
