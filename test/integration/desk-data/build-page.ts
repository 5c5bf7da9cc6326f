import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'

/** Builds the test page; answers the folder that a centre can serve as its web desk. */
export async function buildDeskPage(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'mot-cua-desk-page-'))
  await build({
    configFile: false,
    logLevel: 'error',
    root: join(import.meta.dirname, 'page'),
    define: { 'import.meta.env.MOT_CUA_VERSION': '"test"' },
    build: { outDir, emptyOutDir: true, target: 'chrome130', minify: false, modulePreload: { polyfill: false } },
  })
  return outDir
}
