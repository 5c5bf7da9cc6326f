import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { BridgeRefusal } from '#core/bridge/bridge-refusal.ts'
import type { ScanOrder } from '#core/bridge/contract.ts'
import { createSaneDriver } from '#main/scan/sane-driver.ts'
import type { ScanDriver } from '#main/scan/scan-driver.ts'
import { findProgram } from '#test/support/find-browser.ts'
import { makeVirtualScanner } from '#test/support/virtual-scanner.ts'

const order: ScanOrder = { scanner: 'test:0', dpi: 200, mode: 'gray', source: 'flatbed' }
const SLOW = ['read-delay true', 'read-delay-duration 200000', 'read-limit true', 'read-limit-size 512']

describe.skipIf(!findProgram('scanimage'))("SANE's virtual scanner", () => {
  const folders: string[] = []
  afterEach(async () => {
    vi.unstubAllEnvs()
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
  })

  async function open(settings?: string[]): Promise<{ driver: ScanDriver; temp: string }> {
    const config = await makeVirtualScanner(settings)
    const temp = await mkdtemp(join(tmpdir(), 'mot-cua-temp-'))
    folders.push(config, temp)
    vi.stubEnv('SANE_CONFIG_DIR', config)
    vi.stubEnv('TMPDIR', temp)
    return { driver: createSaneDriver(), temp }
  }

  /** A page's size, null for an empty feeder, or the code of the refusal. */
  async function outcome(page: Promise<Uint8Array | null>): Promise<number | null | string> {
    try {
      return (await page)?.length ?? null
    } catch (error) {
      if (error instanceof BridgeRefusal) return error.code
      throw error
    }
  }

  const once = (driver: ScanDriver, asked: ScanOrder) => outcome(driver.next(asked, new AbortController().signal))

  it.each([
    ['JAMMED', 'jammed'],
    ['NO_DOCS', 'no_paper'],
    ['DEVICE_BUSY', 'busy'],
    ['COVER_OPEN', 'device'],
    ['IO_ERROR', 'device'],
  ])('says %s as %s', async (status, code) => {
    const { driver } = await open([`read-status-code "SANE_STATUS_${status}"`])
    expect(await once(driver, order)).toBe(code)
  })

  it('says jammed in the middle of a stack and lets go of the feeder', async () => {
    const { driver, temp } = await open(['read-status-code "SANE_STATUS_JAMMED"'])
    expect(await once(driver, { ...order, source: 'feeder' })).toBe('jammed')
    expect(await readdir(temp)).toEqual([])
  })

  it.each(['flatbed', 'feeder'] as const)('says jammed on the %s although the driver gets stuck after it', async (source) => {
    const programs = await mkdtemp(join(tmpdir(), 'mot-cua-stuck-'))
    folders.push(programs)
    const { driver, temp } = await open()
    const real = findProgram('scanimage')
    const stuck = `#!/bin/sh
case " $* " in *" -A "*) exec "${real}" "$@" ;; esac
trap '' TERM
echo 'scanimage: sane_read: Document feeder jammed' >&2
exec sleep 600
`
    await writeFile(join(programs, 'scanimage'), stuck, { mode: 0o755 })
    vi.stubEnv('PATH', `${programs}:${process.env['PATH']}`)
    expect(await once(driver, { ...order, source })).toBe('jammed')
    expect(await readdir(temp)).toEqual([])
  })

  it('brings ten pages of the feeder, then null, and leaves none on the disk', async () => {
    const { driver, temp } = await open()
    const pages = []
    for (let page = 1; page <= 11; page += 1) pages.push(await once(driver, { ...order, source: 'feeder' }))
    expect(pages.slice(0, 10).every((size) => typeof size === 'number' && size > 100)).toBe(true)
    expect(pages[10]).toBeNull()
    expect(await readdir(temp)).toEqual([])
  })

  it('takes the glass in the middle of a stack', async () => {
    const { driver, temp } = await open()
    expect(await once(driver, { ...order, source: 'feeder' })).toBeGreaterThan(100)
    expect(await once(driver, order)).toBeGreaterThan(100)
    expect(await readdir(temp)).toEqual([])
  })

  it('says so where the scanner is gone', async () => {
    const { driver } = await open()
    expect(await once(driver, { ...order, scanner: 'test:7' })).toBe('not_found')
  })

  it.each(['flatbed', 'feeder'] as const)('cancels a page of the %s on its way', async (source) => {
    const { driver, temp } = await open(SLOW)
    const given = new AbortController()
    const running = outcome(driver.next({ ...order, source }, given.signal))
    given.abort()
    expect(await running).toBe('cancelled')
    await driver.release()
    expect(await readdir(temp)).toEqual([])
  })
})
