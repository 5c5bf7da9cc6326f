import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { ScanOrder } from '#core/bridge/contract.ts'
import type {} from '#renderer/bridge/get-bridge.ts'
import { findProgram } from '#test/support/find-browser.ts'
import { electronPath, type LaunchedDesk, launchDesk } from '#test/support/launch-desk.ts'
import { makeVirtualScanner } from '#test/support/virtual-scanner.ts'

const PNG = [0x89, 0x50, 0x4e, 0x47]
const order: ScanOrder = { scanner: 'test:0', dpi: 200, mode: 'gray', source: 'flatbed' }

describe.skipIf(!electronPath || !findProgram('scanimage'))('scanning through the bridge', () => {
  const opened: { desk: LaunchedDesk; config: string; temp: string }[] = []
  afterEach(async () => {
    for (const { desk, config, temp } of opened.splice(0)) {
      await desk.close()
      await rm(config, { recursive: true })
      await rm(temp, { recursive: true })
    }
  })

  async function open(settings?: string[]) {
    const config = await makeVirtualScanner(settings)
    const temp = await mkdtemp(join(tmpdir(), 'mot-cua-temp-'))
    const desk = await launchDesk({ env: { SANE_CONFIG_DIR: config, TMPDIR: temp } })
    opened.push({ desk, config, temp })
    const next = (asked: ScanOrder) =>
      desk.page.evaluate(async (asked) => {
        const answer = await window.bridge?.scan.next(asked)
        if (!answer?.ok) return answer?.failure.code ?? 'no bridge'
        return answer.value.page === null ? null : { start: [...answer.value.page.subarray(0, 4)], bytes: answer.value.page.length }
      }, asked)
    const scanFolders = async () => (await readdir(temp)).filter((name) => name.startsWith('mot-cua-scan-'))
    return { desk, next, scanFolders }
  }

  it('lists the scanner with its feeder', async () => {
    const { desk } = await open()
    expect(await desk.page.evaluate(() => window.bridge?.scan.list())).toEqual({
      ok: true,
      value: [{ id: 'test:0', name: 'Noname frontend-tester', feeder: true }],
    })
  })

  it('brings a page of the glass and the ten pages of the feeder one by one and then null, and leaves no page on the disk', async () => {
    const { next, scanFolders } = await open()
    expect(await next(order)).toMatchObject({ start: PNG })
    for (let page = 1; page <= 10; page += 1) expect(await next({ ...order, source: 'feeder' })).toMatchObject({ start: PNG })
    expect(await next({ ...order, source: 'feeder' })).toBeNull()
    expect(await scanFolders()).toEqual([])
    expect(await next({ ...order, source: 'feeder' })).toMatchObject({ start: PNG })
  })

  it('cancels a page on its way and scans the next one', async () => {
    const { desk, next, scanFolders } = await open([
      'read-delay true',
      'read-delay-duration 200000',
      'read-limit true',
      'read-limit-size 512',
    ])
    for (const source of ['flatbed', 'feeder'] as const) {
      const running = next({ ...order, source })
      await expect
        .poll(() => desk.page.evaluate((asked) => window.bridge?.scan.next(asked).then((a) => !a.ok && a.failure.code), order))
        .toBe('busy')
      await desk.page.evaluate(() => window.bridge?.scan.cancel())
      expect(await running).toBe('cancelled')
    }
    expect(await scanFolders()).toEqual([])
  })
})
