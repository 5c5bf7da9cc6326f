// `npm test`: sets everything up, then checks and tests on Node 24. Its last line is `N passed, N failed, N skipped`.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { continueOnNode24, ensureBuilt, ensureInstalled, findElectron, root } from '../sync-server/launch/set-up.mjs'

const CHECKS = ['typecheck', 'lint', 'check:imports', 'check:unused']
const PROJECTS = ['unit', 'sync', 'integration', 'e2e', 'faults']
/** What waits for real servers and real browsers; the rest fails only for a reason of its own. */
const REAL_TIME = ['integration', 'e2e', 'faults']
/**
 * A file of those that failed on a busy machine is played once more, alone; the second result counts and the first is told.
 * More files than this failing at once is no accident.
 */
const SECOND_TRIES = 4
const inCi = Boolean(process.env.CI)

ensureInstalled()
await continueOnNode24()

const { findOrInstallBrowser, findProgram, installOnDebian } = await import('./support/find-browser.ts')
const chosen = process.argv.slice(2)
const totals = { passed: 0, failed: 0, skipped: 0 }
const failures = []
const secondTries = []
for (const check of chosen.length > 0 ? [] : CHECKS) runCheck(check)
ensureBuilt()
const environment = prepareEnvironment()
for (const project of chosen.length > 0 ? chosen : PROJECTS) runProject(project)
for (const failure of secondTries) console.log(`! first try: ${failure}`)
for (const failure of failures) console.log(`✗ ${failure}`)
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`)
process.exit(totals.failed > 0 ? 1 : 0)

function runCheck(name) {
  console.log(`\n> ${name}`)
  const npm = process.env.npm_execpath
  const done = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, 'run', '--silent', name], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', ['run', '--silent', name], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
  totals[done.status === 0 ? 'passed' : 'failed'] += 1
  if (done.status !== 0) failures.push(`npm run ${name}`)
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
  if (!inCi) return
  totals.failed += 1
  failures.push(what)
}

function hasScreen() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

function runProject(project) {
  console.log(`\n> ${project}`)
  const first = play(project, [])
  const failing = first.filter((file) => file.status === 'failed')
  const isAccident = failing.length <= SECOND_TRIES && !failing.some((file) => file.crashed)
  if (failing.length === 0 || !isAccident || !REAL_TIME.includes(project)) return add(first)
  secondTries.push(...failing.flatMap(describeFailures))
  const names = failing.map((file) => file.name)
  console.log(`\n> ${project}, once more: ${names.join(' ')}`)
  add([...first.filter((file) => !names.includes(file.name)), ...play(project, names)])
}

/**
 * Plays a project, or some of its files.
 * @returns vitest's report of each file, its name relative to the root; a runner that crashed is a file that failed
 */
function play(project, names) {
  const folder = mkdtempSync(join(tmpdir(), 'mot-cua-test-'))
  const report = join(folder, 'report.json')
  const vitest = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...names, '--project', project, '--passWithNoTests']
  const command = [process.execPath, ...vitest, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const underXvfb = project === 'e2e' && !hasScreen() && findProgram('xvfb-run')
  const [program, ...args] = underXvfb ? ['xvfb-run', '-a', ...command] : command
  const done = spawnSync(program, args, { cwd: root, stdio: 'inherit', env: environment })
  const said = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')).testResults : []
  rmSync(folder, { recursive: true, force: true })
  const files = said.map((file) => ({ ...file, name: relative(root, file.name) }))
  if (done.status === 0 || files.some((file) => file.status === 'failed')) return files
  const crash = {
    name: `vitest --project ${project}`,
    status: 'failed',
    message: `ended with ${done.status}`,
    assertionResults: [],
    crashed: true,
  }
  return [...files, crash]
}

function add(files) {
  const tests = files.flatMap((file) => file.assertionResults)
  const found = files.filter((file) => file.status === 'failed').flatMap(describeFailures)
  const passed = tests.filter((test) => test.status === 'passed').length
  const failed = tests.filter((test) => test.status === 'failed').length
  totals.passed += passed
  totals.failed += found.length
  totals.skipped += tests.length - passed - failed
  failures.push(...found)
}

/** One line for each test that failed; a file that does not load fails no test of its own. */
function describeFailures(file) {
  const tests = file.assertionResults.filter((test) => test.status === 'failed')
  if (tests.length === 0) return [`${file.name}: ${firstLines(file.message)}`]
  return tests.map((test) => `${file.name} › ${test.fullName}: ${firstLines(test.failureMessages.join('\n'))}`)
}

function firstLines(message) {
  return message.split('\n').slice(0, 3).join(' ').slice(0, 400)
}
