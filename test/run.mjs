// `npm test`: sets everything up, then checks and tests on Node 24. Its last line is `N passed, N failed, N skipped`.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { continueOnNode24, ensureBuilt, ensureInstalled, findElectron, root } from '../sync-server/launch/set-up.mjs'

const CHECKS = ['typecheck', 'lint', 'check:imports', 'check:unused']
const PROJECTS = ['unit', 'sync', 'integration', 'e2e', 'faults']
const inCi = Boolean(process.env.CI)

ensureInstalled()
await continueOnNode24()

const { findOrInstallBrowser, findProgram, installOnDebian } = await import('./support/find-browser.ts')
const chosen = process.argv.slice(2)
const totals = { passed: 0, failed: 0, skipped: 0 }
for (const check of chosen.length > 0 ? [] : CHECKS) runCheck(check)
ensureBuilt()
const environment = prepareEnvironment()
for (const project of chosen.length > 0 ? chosen : PROJECTS) runProject(project)
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`)
process.exit(totals.failed > 0 ? 1 : 0)

function runCheck(name) {
  console.log(`\n> ${name}`)
  const npm = process.env.npm_execpath
  const done = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, 'run', '--silent', name], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', ['run', '--silent', name], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
  totals[done.status === 0 ? 'passed' : 'failed'] += 1
  if (done.status !== 0) console.log(`✗ npm run ${name}`)
}

/** Finds what the end-to-end tests play on, and says aloud what is missing. */
function prepareEnvironment() {
  const { MOT_CUA_ON_NODE_24: _inner, ...found } = process.env
  const browser = findOrInstallBrowser()
  if (browser) found.CHROME_PATH = browser
  else miss('No Chromium: the browser tests cannot run.')
  const electron = findElectron()
  if (electron) found.MOT_CUA_ELECTRON = electron
  else miss('No Electron: the Electron suite is skipped.')
  if (process.platform === 'linux') {
    if (!findProgram('scanimage') && !installOnDebian(['sane-utils'])) miss('No SANE (sane-utils): the scanner tests are skipped.')
    if (electron && !hasScreen() && !findProgram('xvfb-run')) installOnDebian(['xvfb', 'xauth'])
  }
  return found
}

function miss(what) {
  console.log(`! ${what}`)
  if (inCi) totals.failed += 1
}

function hasScreen() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

function runProject(project) {
  console.log(`\n> ${project}`)
  const folder = mkdtempSync(join(tmpdir(), 'mot-cua-test-'))
  const report = join(folder, 'report.json')
  const vitest = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', project, '--passWithNoTests']
  const command = [process.execPath, ...vitest, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const underXvfb = project === 'e2e' && !hasScreen() && findProgram('xvfb-run')
  const [program, ...args] = underXvfb ? ['xvfb-run', '-a', ...command] : command
  const done = spawnSync(program, args, { cwd: root, stdio: 'inherit', env: environment })
  count(report, done.status)
  rmSync(folder, { recursive: true, force: true })
}

function count(report, status) {
  const said = existsSync(report)
    ? JSON.parse(readFileSync(report, 'utf8'))
    : { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 }
  totals.passed += said.numPassedTests
  totals.failed += said.numFailedTests
  totals.skipped += said.numPendingTests + said.numTodoTests
  // A file that does not load, or a crash, fails no test of its own.
  if (status !== 0 && said.numFailedTests === 0) totals.failed += 1
}
