import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

/** What keeps Electron from opening here, in Vietnamese; undefined where nothing does. */
export function whyNoElectron(electron: string | undefined, asksForWeb: boolean): string | undefined {
  if (asksForWeb) return 'Mở bàn làm việc trong trình duyệt theo yêu cầu (--web).'
  if (!electron) return 'Máy này không tải được Electron, nên bàn làm việc mở trong trình duyệt.'
  const hasScreen = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY
  return hasScreen ? undefined : 'Máy này không có màn hình cho Electron, nên hãy mở bàn làm việc trong trình duyệt.'
}

export type DeskWindow = { closed: Promise<void>; close: () => Promise<void> }

/** Opens the Electron desk against a centre, with a profile of its own inside the data folder. */
export function openElectron(electron: string, centre: string, dataDir: string): DeskWindow {
  const isRoot = process.getuid?.() === 0
  const args = [...(isRoot ? ['--no-sandbox'] : []), `--user-data-dir=${join(dataDir, 'desk')}`, root]
  const child = spawn(electron, args, { cwd: root, stdio: ['ignore', 'ignore', 'ignore'], env: { ...process.env, MOT_CUA_CENTRE: centre } })
  const closed = ended(child)
  return {
    closed,
    close: async () => {
      if (child.exitCode === null) child.kill('SIGTERM')
      await closed
    },
  }
}

/** Opens the system's browser; a machine without one is no failure, the address is printed anyway. */
export function openBrowser(address: string): void {
  const [command, args] = browserCommand(address)
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}

function browserCommand(address: string): [string, string[]] {
  if (process.platform === 'win32') return ['cmd', ['/c', 'start', '', address]]
  return [process.platform === 'darwin' ? 'open' : 'xdg-open', [address]]
}

async function ended(child: ChildProcess): Promise<void> {
  await Promise.race([once(child, 'exit'), once(child, 'error')]).catch(() => undefined)
}
