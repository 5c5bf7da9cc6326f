import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '../../..')
let house: string

beforeEach(async () => {
  house = await mkdtemp(join(tmpdir(), 'house-'))
  await symlink(join(root, 'node_modules'), join(house, 'node_modules'))
  await writeFile(
    join(house, 'package.json'),
    JSON.stringify({ type: 'module', imports: { '#core/*': './core/*', '#main/*': './main/*', '#renderer/*': './renderer/*' } }),
  )
})

afterEach(() => rm(house, { recursive: true, force: true }))

async function plant(files: Record<string, string>): Promise<string> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(house, path)), { recursive: true })
    await writeFile(join(house, path), text)
  }
  const args = [
    join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
    '--config',
    join(root, '.dependency-cruiser.mjs'),
    'core',
    'main',
    'renderer',
  ]
  return run(process.execPath, args, { cwd: house }).then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  )
}

const clean = {
  'core/dossier/a.ts': 'export const a = 1\n',
  'main/b.ts': "import { a } from '#core/dossier/a.ts'\nexport const b = a\n",
  'renderer/c.ts': 'export const c = 1\n',
}

describe('the import table', () => {
  it('lets imports run downward', async () => {
    expect(await plant(clean)).toContain('no dependency violations')
  })

  it.each([
    ['core that imports main', { 'core/x.ts': "import { b } from '#main/b.ts'\nexport const x = b\n" }, 'core-imports-only-core'],
    [
      'core that imports Node',
      { 'core/x.ts': "import { readFile } from 'node:fs/promises'\nexport const x = readFile\n" },
      'core-imports-only-zod',
    ],
    [
      'rules with a dependency',
      { 'core/rules/x.ts': "import { a } from '#core/dossier/a.ts'\nexport const x = a\n" },
      'rules-import-only-rules',
    ],
    ['main that imports the page', { 'main/x.ts': "import { c } from '#renderer/c.ts'\nexport const x = c\n" }, 'main-imports-core'],
    [
      'a feature that imports RxDB',
      { 'renderer/features/queue/x.ts': "import { createRxDatabase } from 'rxdb'\nexport const x = createRxDatabase\n" },
      'features-use-the-desk-only',
    ],
    [
      'a cycle',
      {
        'core/x.ts': "import { y } from './y.ts'\nexport const x = () => y\n",
        'core/y.ts': "import { x } from './x.ts'\nexport const y = () => x\n",
      },
      'no-cycles',
    ],
  ])('bites %s', async (_what, planted, rule) => {
    expect(await plant({ ...clean, ...planted })).toContain(rule)
  })
})
