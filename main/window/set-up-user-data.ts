import { join } from 'node:path'
import { app } from 'electron'

/** Keeps the profile in a folder with a plain ASCII name, unless the command line names one. */
export function setUpUserData(): void {
  if (app.commandLine.hasSwitch('user-data-dir')) return
  app.setPath('userData', join(app.getPath('appData'), 'mot-cua'))
}
