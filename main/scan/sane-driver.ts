import { BridgeRefusal } from '#core/bridge/bridge-refusal.ts'
import type { Scanner, ScanOrder } from '#core/bridge/contract.ts'
import { endAfterFailure } from '#main/scan/end-after-failure.ts'
import { type ProcessOrder, type ProcessResult, runProcess } from '#main/scan/run-process.ts'
import { saneFailure } from '#main/scan/sane-failure.ts'
import { type FeederRun, startFeederRun } from '#main/scan/sane-feeder.ts'
import { hasFeeder, parseDevices, parseOptions, type SaneOptions, saneArguments } from '#main/scan/sane-options.ts'
import type { ScanDriver } from '#main/scan/scan-driver.ts'

/** Scanners through SANE's command line tool, a process of its own: a driver that crashes takes no desk with it. */
export function createSaneDriver(): ScanDriver {
  const known = new Map<string, SaneOptions>()
  let feeder: { key: string; run: FeederRun } | undefined

  async function optionsOf(scanner: string): Promise<SaneOptions> {
    const before = known.get(scanner)
    if (before) return before
    const { code, stdout, stderr } = await scanimage({ args: [`--device-name=${scanner}`, '-A'] })
    if (code !== 0) throw saneFailure(stderr)
    const options = parseOptions(new TextDecoder().decode(stdout))
    known.set(scanner, options)
    return options
  }

  async function release(): Promise<void> {
    const run = feeder?.run
    feeder = undefined
    await run?.stop()
  }

  async function nextOfFeeder(order: ScanOrder, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer> | null> {
    const key = JSON.stringify(order)
    if (feeder?.key !== key) {
      await release()
      feeder = { key, run: await startFeederRun(saneArguments(order, await optionsOf(order.scanner))) }
    }
    const page = await feeder.run.next(signal).catch(async (error: unknown) => {
      await release()
      throw error
    })
    if (page === null) await release()
    return page
  }

  return {
    release,
    list: async () => {
      const { stdout } = await scanimage({ args: ['-f', '%d|%v|%m|%t%n'] })
      const devices = parseDevices(new TextDecoder().decode(stdout))
      return Promise.all(devices.map(async (device): Promise<Scanner> => ({ ...device, feeder: hasFeeder(await optionsOf(device.id)) })))
    },
    next: async (order, signal) => {
      if (order.source === 'feeder') return nextOfFeeder(order, signal)
      await release()
      const { code, stdout, stderr } = await scanimage({ args: saneArguments(order, await optionsOf(order.scanner)), signal })
      if (code !== 0) throw saneFailure(stderr)
      return stdout
    },
  }
}

async function scanimage(order: Omit<ProcessOrder, 'command'>): Promise<ProcessResult> {
  try {
    return await runProcess({ command: 'scanimage', started: endAfterFailure, ...order })
  } catch (error) {
    if (order.signal?.aborted) throw new BridgeRefusal('cancelled', 'the scan was cancelled')
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    throw new BridgeRefusal(
      isMissing ? 'unsupported' : 'device',
      isMissing ? 'scanimage is not installed' : 'scanimage did not end in time',
    )
  }
}
