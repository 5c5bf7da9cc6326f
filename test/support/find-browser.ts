import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
const PLACES: Partial<Record<NodeJS.Platform, string[]>> = {
  win32: ['C:/Program Files/Google/Chrome/Application/chrome.exe', 'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe'],
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
}

/** A Chromium for the tests: CHROME_PATH, an installed one, Playwright's. */
export function findBrowser(): string | undefined {
  const named = process.env.CHROME_PATH
  if (named) return existsSync(named) ? named : undefined
  return findInstalled() ?? [chromium.executablePath()].find((path) => path && existsSync(path))
}

/** {@link findBrowser}; where there is none: Debian's own, as root. */
export function findOrInstallBrowser(): string | undefined {
  return findBrowser() ?? (installOnDebian(['chromium', 'fonts-noto-core']) ? findInstalled() : undefined)
}

/** Whether apt-get could install them; false anywhere but on Debian as root. */
export function installOnDebian(packages: string[]): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false
  console.log(`Installing ${packages.join(', ')} (apt-get)…`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env })
  return spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { stdio: 'ignore', env }).status === 0
}

/** The path of a program on PATH. */
export function findProgram(name: string): string | undefined {
  try {
    const found = execFileSync(process.platform === 'win32' ? 'where' : 'which', [name], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return found.split('\n')[0]?.trim() || undefined
  } catch {
    return undefined
  }
}

function findInstalled(): string | undefined {
  const known = PLACES[process.platform]?.find((path) => existsSync(path))
  return known ?? NAMES.map(findProgram).find((path) => path !== undefined)
}
