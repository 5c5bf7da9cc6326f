// Plain JavaScript for any Node from 20 on, with nothing installed: it is what installs.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** What the build reads; a change in any of it makes the build stale. */
const BUILD_SOURCES = ['core', 'main', 'preload', 'renderer', 'resources', 'electron.vite.config.ts', 'package.json', 'package-lock.json']

/** Installs the dependencies where they are missing or not those of the lock file. */
export function ensureInstalled() {
  if (isInstalled()) return
  console.log('Đang cài các gói phụ thuộc…')
  // A registry that lacks the packages of other systems makes `npm ci` call the lock file incomplete; `install` only skips them.
  if (runNpm(['ci'], 'ignore') || runNpm(['install', '--no-save'], 'inherit')) return
  console.error('Không cài được các gói phụ thuộc. Xem thông báo của npm ở trên.')
  process.exit(1)
}

function runNpm(args, stdio) {
  const npm = process.env.npm_execpath
  const all = [...args, '--no-audit', '--no-fund', '--loglevel=error']
  const options = { cwd: root, stdio }
  const done = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...all], options)
    : spawnSync('npm', all, { ...options, shell: process.platform === 'win32' })
  return done.status === 0
}

/** Compares the lock file with what npm says it has installed. Optional packages of other systems may be absent. */
function isInstalled() {
  const wanted = readJson('package-lock.json')?.packages ?? {}
  const present = readJson('node_modules/.package-lock.json')?.packages
  if (!present || !existsSync(findNode24() ?? '')) return false
  return Object.entries(wanted).every(([path, entry]) => {
    const isOptional = entry.optional || entry.devOptional || entry.peer
    return path === '' || (present[path] ? present[path].version === entry.version : isOptional)
  })
}

/** `node_modules/.bin/node` is a link on POSIX and a script on Windows, so the package is asked. */
export function findNode24() {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const file = join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  return existsSync(file) ? file : undefined
}

/** Node 24, or this Node where the package has none for this system and this one is new enough. */
export function getNode24() {
  const bundled = findNode24()
  if (bundled) return bundled
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  console.error('Cần Node 24 trở lên trên hệ điều hành này.')
  return process.exit(1)
}

/**
 * Runs this same script once more on Node 24, which runs TypeScript as it is, and ends with its exit code.
 * @returns only in the second run
 */
export async function continueOnNode24(environment = {}) {
  if (process.env.MOT_CUA_ON_NODE_24) return
  const child = spawn(getNode24(), ['--disable-warning=ExperimentalWarning', ...process.argv.slice(1)], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...environment, MOT_CUA_ON_NODE_24: '1' },
  })
  // Ctrl-C reaches the child too (same terminal); this process waits until it has closed everything.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  process.exit(await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1))))
}

/** Builds main, preload and renderer where the sources changed since the last build. */
export function ensureBuilt() {
  const stampFile = join(root, 'dist', '.build-stamp')
  const stamp = hashSources()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  console.log('Đang dựng giao diện…')
  const tool = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const done = spawnSync(getNode24(), [tool, 'build', '--logLevel', 'warn'], { cwd: root, stdio: 'inherit' })
  if (done.status !== 0) {
    console.error('Không dựng được giao diện.')
    process.exit(1)
  }
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(stampFile, stamp)
}

function hashSources() {
  const hash = createHash('sha256')
  for (const source of BUILD_SOURCES) {
    for (const file of listFiles(join(root, source))) hash.update(file.slice(root.length)).update(readFileSync(file))
  }
  return hash.digest('hex')
}

function listFiles(path) {
  if (!existsSync(path)) return []
  try {
    return readdirSync(path)
      .sort()
      .flatMap((name) => listFiles(join(path, name)))
  } catch {
    return [path]
  }
}

/**
 * The Electron program, undefined where none can be had: the one that ELECTRON_OVERRIDE_DIST_PATH names, the installed one,
 * or one that its own installer can still fetch.
 */
export function findElectron() {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (named) {
    const program = join(named, { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[process.platform] ?? 'electron')
    return existsSync(program) ? program : undefined
  }
  const installed = findInstalledElectron()
  if (installed) return installed
  console.log('Đang tải Electron…')
  spawnSync(getNode24(), [join(root, 'node_modules', 'electron', 'install.js')], { cwd: root, stdio: 'ignore', timeout: 300_000 })
  return findInstalledElectron()
}

function findInstalledElectron() {
  const folder = join(root, 'node_modules', 'electron')
  const pathFile = join(folder, 'path.txt')
  if (!existsSync(pathFile)) return undefined
  const program = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(program) ? program : undefined
}

function readJson(path) {
  const file = join(root, path)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}
