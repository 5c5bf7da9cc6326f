import type { Scanner, ScanOrder } from '#core/bridge/contract.ts'

/** What a device calls the things we ask for; every SANE back end has its own words. */
export type SaneOptions = { sources: string[]; modes: string[] }

const LIST_FORMAT_FIELDS = 4

/** Parses `scanimage -f '%d|%v|%m|%t%n'`: device, vendor, model, type. */
export function parseDevices(text: string): Pick<Scanner, 'id' | 'name'>[] {
  return text.split('\n').flatMap((line) => {
    const fields = line.trim().split('|')
    const [id, vendor, model] = fields
    if (fields.length < LIST_FORMAT_FIELDS || !id) return []
    return [{ id, name: [vendor, model].filter(Boolean).join(' ') }]
  })
}

/** Parses `scanimage -d DEVICE -A`: the choices of `--source` and `--mode`. */
export function parseOptions(text: string): SaneOptions {
  return { sources: choicesOf(text, 'source'), modes: choicesOf(text, 'mode') }
}

export function hasFeeder(options: SaneOptions): boolean {
  return feederOf(options) !== undefined
}

/** The arguments that ask this device for this order. An option that a device does not have is left out. */
export function saneArguments(order: ScanOrder, options: SaneOptions): string[] {
  const source = order.source === 'feeder' ? feederOf(options) : options.sources.find((name) => /flatbed|normal/i.test(name))
  const mode = options.modes.find((name) => (order.mode === 'color' ? /colou?r/i : /gr[ae]y/i).test(name))
  return [
    `--device-name=${order.scanner}`,
    '--format=png',
    `--resolution=${order.dpi}`,
    ...(source ? [`--source=${source}`] : []),
    ...(mode ? [`--mode=${mode}`] : []),
  ]
}

/** One-sided before two-sided: an order asks for pages, not for their backs. */
function feederOf({ sources }: SaneOptions): string | undefined {
  const feeders = sources.filter((name) => /\badf\b|feeder/i.test(name))
  return feeders.find((name) => !/duplex|back/i.test(name)) ?? feeders[0]
}

function choicesOf(text: string, option: string): string[] {
  const found = new RegExp(`^\\s+--${option} (.+?) \\[[^\\]]*\\]`, 'm').exec(text)
  return found?.[1]?.split('|') ?? []
}
