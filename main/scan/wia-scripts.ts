import type { ScanOrder } from '#core/bridge/contract.ts'

/** WIA constants: wiadef.h. */
const SCANNER_TYPE = 1
const FEEDER_CAPABILITY = 1
const FEEDER = 1
const FLATBED = 2
const COLOR = 1
const GRAY = 2
const PNG = '{B96B3CAF-0728-11D3-9D7B-0000F81EF32E}'

const PROLOGUE = `$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
[Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false
function Say($value) { [Console]::Out.WriteLine((ConvertTo-Json $value -Compress -Depth 4)) }
function Failure($record) { $e = $record.Exception.GetBaseException(); Say @{ hresult = $e.HResult; message = $e.GetType().Name } }
$manager = New-Object -ComObject WIA.DeviceManager
`

/** Prints `{scanners: [{id, name, feeder}]}`. */
export function listScript(): string {
  return `${PROLOGUE}try {
  $found = @($manager.DeviceInfos | Where-Object { $_.Type -eq ${SCANNER_TYPE} } | ForEach-Object {
    $feeder = $false
    try { $feeder = [bool]($_.Connect().Properties.Item('Document Handling Capabilities').Value -band ${FEEDER_CAPABILITY}) } catch { }
    @{ id = $_.DeviceID; name = $_.Properties.Item('Name').Value; feeder = $feeder }
  })
  Say @{ scanners = $found }
} catch { Failure $_ }`
}

/** Prints `{page: base64 PNG}` or `{hresult, message}`. The device id comes from the page, so it is quoted as a literal. */
export function scanScript(order: ScanOrder): string {
  return `${PROLOGUE}try {
  $info = @($manager.DeviceInfos | Where-Object { $_.DeviceID -eq ${literal(order.scanner)} })[0]
  if (-not $info) { Say @{ hresult = ${0x80210015 | 0}; message = 'no such scanner' }; exit }
  $device = $info.Connect()
  try { $device.Properties.Item('Document Handling Select').Value = ${order.source === 'feeder' ? FEEDER : FLATBED} } catch { }
  $item = $device.Items.Item(1)
  $item.Properties.Item('Horizontal Resolution').Value = ${order.dpi}
  $item.Properties.Item('Vertical Resolution').Value = ${order.dpi}
  $item.Properties.Item('Current Intent').Value = ${order.mode === 'color' ? COLOR : GRAY}
  $image = $item.Transfer('${PNG}')
  if ($image.FormatID -ne '${PNG}') {
    $process = New-Object -ComObject WIA.ImageProcess
    $process.Filters.Add($process.FilterInfos.Item('Convert').FilterID)
    $process.Filters.Item(1).Properties.Item('FormatID').Value = '${PNG}'
    $image = $process.Apply($image)
  }
  Say @{ page = [Convert]::ToBase64String($image.FileData.BinaryData) }
} catch { Failure $_ }`
}

/** A PowerShell single-quoted string; PowerShell takes typographic quotes for quotes too. */
function literal(text: string): string {
  return `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, (quote) => quote + quote)}'`
}
