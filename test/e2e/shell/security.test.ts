import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type {} from '#renderer/bridge/get-bridge.ts'
import { desktopSwitches, electronPath, type LaunchedDesk, launchDesk } from '#test/support/launch-desk.ts'

const root = resolve(import.meta.dirname, '../../..')

describe.skipIf(!electronPath)('the Electron shell', () => {
  let desk: LaunchedDesk
  beforeAll(async () => {
    desk = await launchDesk()
  })
  afterAll(() => desk?.close())

  it('serves the page from app://desk and from no file', () => {
    expect(desk.page.url()).toMatch(/^app:\/\/desk\//)
  })

  it('isolates the page, sandboxes it and keeps Node out of it', async () => {
    const preferences = await desk.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      return contents && 'getLastWebPreferences' in contents && typeof contents.getLastWebPreferences === 'function'
        ? contents.getLastWebPreferences()
        : {}
    })
    expect(preferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      nodeIntegrationInSubFrames: false,
      experimentalFeatures: false,
    })
    expect(await desk.app.evaluate(({ session }) => session.defaultSession.isSpellCheckerEnabled())).toBe(false)
    const globals = await desk.page.evaluate(() =>
      ['require', 'process', 'Buffer', 'module', 'ipcRenderer', 'electron', 'global'].filter((name) => name in window),
    )
    expect(globals).toEqual([])
  })

  it('gives the page the calls of the contract and nothing else', async () => {
    const bridge = await desk.page.evaluate(() => Object.entries(window.bridge ?? {}).map(([name, calls]) => [name, Object.keys(calls)]))
    expect(Object.fromEntries(bridge)).toEqual({
      shell: ['info'],
      keyStore: ['wrap', 'unwrap'],
      scan: ['list', 'next', 'cancel'],
      print: ['listPrinters', 'page'],
      hub: ['status', 'discover', 'pair', 'leave'],
      file: ['save'],
    })
  })

  it('sends a policy without unsafe sources and with a fresh nonce each time', async () => {
    const read = () =>
      desk.page.evaluate(async () => {
        const answer = await fetch('/')
        return { policy: answer.headers.get('content-security-policy') ?? '', html: await answer.text() }
      })
    const first = await read()
    const nonce = /'nonce-([\w-]+)'/.exec(first.policy)?.[1]
    expect(first.policy).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' blob: data:; font-src 'self'; ` +
        "connect-src 'self' blob:; worker-src 'self'; frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    expect(first.html).toContain(`<meta name="csp-nonce" content="${nonce}"`)
    expect((await read()).policy).not.toBe(first.policy)
  })

  it('runs no inline script and no eval', async () => {
    const ran = await desk.page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.inlineRan = true'
      document.body.append(script)
      return 'inlineRan' in window
    })
    expect(ran).toBe(false)
  })

  it('refuses to leave the desk', async () => {
    // The router's own way to the sign-in screen comes first.
    await desk.page.getByLabel('Tên đăng nhập', { exact: true }).waitFor()
    const before = desk.page.url()
    for (const address of ['https://example.com/', 'file:///etc/passwd', 'app://elsewhere/', '/centre/health']) {
      await desk.page.evaluate((to) => {
        location.href = to
      }, address)
      await desk.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
      expect(desk.page.url()).toBe(before)
    }
  })

  it('opens no window, no webview and no frame', async () => {
    const opened = await desk.page.evaluate(() => window.open('https://example.com/') ?? window.open('/'))
    expect(opened).toBeNull()
    expect(desk.app.windows()).toHaveLength(1)
  })

  it('reaches nothing but its own origin', async () => {
    const reached = await desk.page.evaluate(async () => {
      const tries = ['http://127.0.0.1:1/', 'https://example.com/', 'file:///etc/hostname', 'app://elsewhere/']
      const answers = await Promise.allSettled(tries.map((address) => fetch(address)))
      return answers.map((answer) => answer.status)
    })
    expect(reached).toEqual(['rejected', 'rejected', 'rejected', 'rejected'])
  })

  it('serves no file outside the built page', async () => {
    const answers = await desk.page.evaluate(() =>
      Promise.all(
        ['/..%2f..%2fpackage.json', '/%2e%2e/main/index.js', '/../preload/index.cjs', '/no/such.js', '/%ff.js'].map(
          async (path) => (await fetch(path)).status,
        ),
      ),
    )
    expect(answers).toEqual([404, 404, 404, 404, 404])
  })

  it('grants persistent storage and no other permission', async () => {
    const states = await desk.page.evaluate(async () => {
      const names: string[] = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read', 'persistent-storage']
      // The list of names that TypeScript knows is shorter than the one browsers know.
      const asked = names.map(async (name) => [name, (await navigator.permissions.query(JSON.parse(JSON.stringify({ name })))).state])
      return Object.fromEntries(await Promise.all(asked))
    })
    expect(states).toEqual({
      geolocation: 'denied',
      notifications: 'denied',
      camera: 'denied',
      microphone: 'denied',
      midi: 'denied',
      'clipboard-read': 'denied',
      'persistent-storage': 'granted',
    })
    expect(await desk.page.evaluate(() => navigator.storage.persist())).toBe(true)
    const camera = await desk.page.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ video: true }).then(String, (error: Error) => error.name),
    )
    expect(camera).toMatch(/NotAllowedError|NotFoundError/)
  })

  it('refuses malformed input with a code and no stack', async () => {
    const answer = await desk.page.evaluate(() =>
      Reflect.apply(Reflect.get(window.bridge?.scan ?? {}, 'next'), undefined, [{ scanner: 42 }]),
    )
    expect(answer).toMatchObject({ ok: false, failure: { code: 'invalid' } })
    expect(JSON.stringify(answer)).not.toMatch(/ at .*\.js/)
  })

  it('refuses a caller that is not the desk', async () => {
    const answer = await desk.app.evaluate(async ({ BrowserWindow, app }) => {
      const { join } = process.getBuiltinModule('node:path')
      const stranger = new BrowserWindow({ show: false, webPreferences: { preload: join(app.getAppPath(), 'dist/preload/index.cjs') } })
      await stranger.loadURL('data:text/html,stranger')
      const said: unknown = await stranger.webContents.executeJavaScript('window.bridge.shell.info()')
      stranger.destroy()
      return said
    })
    expect(answer).toEqual({ ok: false, failure: { code: 'invalid', detail: 'foreign sender' } })
  })

  it('lets a second start bring the first window forward', async () => {
    await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
    const noticed = desk.app.evaluate(({ app }) => new Promise<boolean>((resolve) => app.once('second-instance', () => resolve(true))))
    const second = spawn(electronPath ?? '', [...desktopSwitches(), `--user-data-dir=${desk.profile}`, root], { stdio: 'ignore' })
    const [code] = await once(second, 'exit')
    expect(code).toBe(0)
    expect(await noticed).toBe(true)
    const shown = await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isMinimized()))
    expect(shown).toEqual([false])
  })

  it('broke its own policy nowhere but where this test made it', async () => {
    const breaches = await desk.violations()
    // The inline script and the foreign addresses above.
    expect(breaches.filter((breach) => !/script|connect/i.test(breach))).toEqual([])
    expect(breaches.length).toBeGreaterThan(0)
  })
})
