import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'

const root = join(import.meta.dirname, '../page')

/** Builds the page of the benchmarks, minified as the product's own; answers the folder to serve. */
export async function buildBenchPage(folder: string): Promise<string> {
  const outDir = join(folder, 'page')
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    define: { 'import.meta.env.MOT_CUA_VERSION': '"bench"' },
    build: { outDir, emptyOutDir: true, target: 'chrome130', modulePreload: { polyfill: false } },
  })
  await copyFile(join(root, 'empty.html'), join(outDir, 'empty.html'))
  return outDir
}
