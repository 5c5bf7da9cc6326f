import { app, BrowserWindow } from 'electron'

/**
 * One desk for each profile: two processes would write the same IndexedDB. A second start brings the first window forward.
 * @returns false where another instance runs and this one is quitting
 */
export function setUpSingleInstance(): boolean {
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return false
  }
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows()
    if (!window) return
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  })
  app.on('window-all-closed', () => app.quit())
  return true
}
