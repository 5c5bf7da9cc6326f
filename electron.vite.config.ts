import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

const root = import.meta.dirname
const { version }: { version: string } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'))

/** Names every built file for the service worker (renderer/offline), with a version that changes with any of them. */
function listForOfflineStart(): Plugin {
  return {
    name: 'list-for-offline-start',
    // After Vite has taken chunks away that held only styles: one listed file that is not there, and no browser keeps the desk.
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const copied = readdirSync(resolve(root, 'renderer/public'))
        const files = [...Object.keys(bundle), ...copied].filter((name) => name !== 'index.html' && name !== 'service-worker.js')
        const version = createHash('sha256')
          .update(
            Object.values(bundle)
              .map((one) => one.fileName)
              .sort()
              .join('\n'),
          )
          .digest('hex')
          .slice(0, 16)
        this.emitFile({
          type: 'asset',
          fileName: 'precache.json',
          source: JSON.stringify({ version, files: files.map((name) => `/${name}`) }),
        })
      },
    },
  }
}

/** electron-vite expects src/main and so on; the house keeps one folder per runtime at the root, so every entry is named. */
export default defineConfig({
  main: {
    build: {
      outDir: resolve(root, 'dist/main'),
      externalizeDeps: false,
      rollupOptions: { input: { index: resolve(root, 'main/index.ts') }, output: { format: 'es', entryFileNames: 'index.js' } },
    },
  },
  preload: {
    build: {
      outDir: resolve(root, 'dist/preload'),
      externalizeDeps: false,
      // A sandboxed preload has to be one CommonJS file.
      rollupOptions: { input: { index: resolve(root, 'preload/index.ts') }, output: { format: 'cjs', entryFileNames: 'index.cjs' } },
    },
  },
  renderer: {
    root: resolve(root, 'renderer'),
    base: '/',
    plugins: [react(), listForOfflineStart()],
    define: { 'import.meta.env.MOT_CUA_VERSION': JSON.stringify(version) },
    // Workers get a policy of their own, found by their folder (core/bridge/content-security-policy.ts).
    worker: { format: 'es', rollupOptions: { output: { entryFileNames: 'workers/[name]-[hash].js' } } },
    build: {
      outDir: resolve(root, 'dist/renderer'),
      target: 'chrome130',
      // A data: font or script would break the policy, so nothing is inlined.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: {
        input: { index: resolve(root, 'renderer/index.html'), 'service-worker': resolve(root, 'renderer/offline/service-worker.ts') },
        // A service worker rules only over its own folder, so that it stands at the root under a name that never changes.
        output: { entryFileNames: (chunk) => (chunk.name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js') },
      },
    },
  },
})
