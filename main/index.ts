import { app, dialog } from 'electron'
import { setUpAppProtocol } from '#main/app-protocol/set-up-app-protocol.ts'
import { setUpBridge } from '#main/bridge/set-up-bridge.ts'
import { setUpCentre } from '#main/centre/set-up-centre.ts'
import { setUpScan } from '#main/scan/set-up-scan.ts'
import { registerAppScheme } from '#main/security/app-scheme.ts'
import { setUpSecurity } from '#main/security/set-up-security.ts'
import { setUpSingleInstance } from '#main/window/set-up-single-instance.ts'
import { setUpUserData } from '#main/window/set-up-user-data.ts'
import { setUpWindow } from '#main/window/set-up-window.ts'

// Before `ready`: where the profile is (the lock depends on it), one instance, the scheme, the sandbox.
setUpUserData()
if (setUpSingleInstance()) {
  registerAppScheme()
  // Root may not use Chromium's sandbox; there the window's own `sandbox` setting still keeps Node out of the page.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  // Not awaited: Electron is ready only after this module has been evaluated.
  app.whenReady().then(openDesk).catch(giveUp)
}

async function openDesk(): Promise<void> {
  // Guards first, then what the page may call, the page last.
  setUpSecurity()
  const { centre, hub } = await setUpCentre()
  setUpAppProtocol(centre)
  setUpBridge({ scan: setUpScan(), hub })
  await setUpWindow()
}

function giveUp(error: unknown): void {
  dialog.showErrorBox('Một Cửa không mở được', error instanceof Error ? error.message : String(error))
  app.exit(1)
}
