import type { ReportSheet, SheetPicture } from './report-sheet.ts'

const widthPx = 900

/** The sheet's chart as a picture; undefined where it has none. */
export async function drawSheetPicture({ chart }: ReportSheet): Promise<SheetPicture | undefined> {
  if (chart === undefined) return undefined
  const { drawPicture } = await import('#renderer/ui/chart/draw-chart.ts')
  const size = { widthPx, heightPx: chart.heightPx }
  return { ...size, url: drawPicture(chart.option, size) }
}
