import { describe, expect, it } from 'vitest'
import { saneFailure } from '#main/scan/sane-failure.ts'
import { hasFeeder, parseDevices, parseOptions, saneArguments } from '#main/scan/sane-options.ts'

const OPTIONS = `
All options specific to device \`epsonds:net:192.0.2.7':
  Scan Mode:
    --mode Lineart|Gray|Color [Lineart]
        Selects the scan mode
    --resolution 75..600dpi [75]
    --source Flatbed|ADF Duplex|ADF Front [Flatbed]
`

describe('what SANE says of a device', () => {
  it('becomes a list of scanners', () => {
    expect(parseDevices('epsonds:net:192.0.2.7|Epson|DS-1660W|flatbed scanner\n\n')).toEqual([
      { id: 'epsonds:net:192.0.2.7', name: 'Epson DS-1660W' },
    ])
    expect(parseDevices('No scanners were identified.')).toEqual([])
  })

  it('is asked in its own words, one-sided before two-sided', () => {
    const options = parseOptions(OPTIONS)
    expect(hasFeeder(options)).toBe(true)
    expect(saneArguments({ scanner: 'x', dpi: 300, mode: 'gray', source: 'feeder' }, options)).toEqual([
      '--device-name=x',
      '--format=png',
      '--resolution=300',
      '--source=ADF Front',
      '--mode=Gray',
    ])
  })

  it('leaves out what the device does not have', () => {
    expect(saneArguments({ scanner: 'x', dpi: 200, mode: 'color', source: 'flatbed' }, parseOptions(''))).toHaveLength(3)
  })

  it('turns into the codes of the contract', () => {
    expect(saneFailure('scanimage: sane_start: Document feeder jammed\n').code).toBe('jammed')
    expect(saneFailure('scanimage: sane_start: Document feeder out of documents').code).toBe('no_paper')
    expect(saneFailure('scanimage: open of device x failed: Device busy').code).toBe('busy')
    expect(saneFailure('').code).toBe('device')
  })
})
