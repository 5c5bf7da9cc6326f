import { join, resolve } from 'node:path'
import { build } from 'vite'
import { z } from 'zod'
import type { layOldProfile, OldBuild, readProfile } from '#test/integration/desk-data/page/old-profile.ts'
import type { DeskProcess } from './desk-process.ts'

const source = resolve(import.meta.dirname, '../../integration/desk-data/page/old-profile.ts')

declare global {
  /** What the script below brings into a page. */
  var oldProfile: { readProfile: typeof readProfile; layOldProfile: typeof layOldProfile }
}

const Built = z.array(z.object({ output: z.tuple([z.object({ code: z.string() })], z.unknown()) }))

/** One script that can lay an old build's profile; it runs in a page of the desk's own origin. */
export async function buildOldProfileScript(folder: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: join(folder, 'old-profile'),
      write: false,
      minify: false,
      target: 'chrome130',
      lib: { entry: source, formats: ['iife'], name: 'oldProfile', fileName: 'old-profile' },
    },
  })
  return Built.parse(Array.isArray(built) ? built : [built])[0]?.output[0].code ?? ''
}

/** The desk ends, its profile becomes that of an old build with the same unsent work, and the desk of today opens on it. */
export async function takeUpOldProfile({ page }: DeskProcess, script: string, build: OldBuild): Promise<void> {
  const { origin } = new URL(page.url())
  const address = page.url().startsWith('http') ? origin : 'app://desk'
  // An answer of the centre's own: a page of this origin in which no desk runs.
  await page.goto(`${address}/centre/api/pulse`)
  // Run as a whole: the page's security policy allows it no script of its own.
  await page.evaluate(`${script};globalThis.oldProfile = oldProfile`)
  await page.evaluate(async (which) => oldProfile.layOldProfile(await oldProfile.readProfile(), which), build)
  await page.goto(`${address}/`)
}
