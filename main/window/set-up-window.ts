import { join } from 'node:path'
import { app, BrowserWindow, Menu, screen } from 'electron'
import { DESK_ORIGIN } from '#main/security/app-scheme.ts'
import { fitBounds, readBounds, writeBounds } from '#main/window/window-bounds.ts'

/** Opens the desk's one window and remembers its bounds. */
export async function setUpWindow(): Promise<void> {
  const boundsFile = join(app.getPath('userData'), 'window.json')
  const bounds = fitBounds(
    await readBounds(boundsFile),
    screen.getAllDisplays().map((display) => display.workArea),
  )
  const window = new BrowserWindow({
    ...bounds.position,
    width: bounds.width,
    height: bounds.height,
    minWidth: 1024,
    minHeight: 700,
    show: false,
    title: 'Một Cửa',
    backgroundColor: '#ffffff',
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
      backgroundThrottling: false,
    },
  })
  setUpMenu()
  if (bounds.maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => {
    const { x, y, width, height } = window.getNormalBounds()
    const remembered = { position: { x, y }, width, height, maximized: window.isMaximized() }
    // Losing the bounds is no reason to keep a window from closing.
    writeBounds(boundsFile, remembered).catch(() => undefined)
  })
  await window.loadURL(`${DESK_ORIGIN}/`)
}

/** Keeps clipboard keys (and zoom), which live in the menu, without showing one; developer tools only while developing. */
function setUpMenu(): void {
  const view = [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'togglefullscreen' }] as const
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { role: 'editMenu' },
      { label: 'View', submenu: [...view, ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const])] },
    ]),
  )
}
