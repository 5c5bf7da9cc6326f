import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const folder = resolve(import.meta.dirname, '../../../../renderer')

test('no class is styled by two screens: styles stay once a screen was opened, and would change the other', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.css'))
  const owners = new Map<string, Set<string>>()
  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8')
    for (const [, name = ''] of text.matchAll(/^(\.mc-[a-z0-9-]+)(?=[ ,:{>])/gm))
      owners.set(name, (owners.get(name) ?? new Set()).add(file))
  }
  expect([...owners].filter(([, found]) => found.size > 1).map(([name, found]) => [name, ...found])).toEqual([])
})
