import type { ChartOption } from '#renderer/ui/chart/draw-chart.ts'

/** A report as paper and spreadsheet show it: one table with what it is of, and how complete it is. Texts are ready to be read. */
export type ReportSheet = {
  title: string
  /** Whose, which period. */
  subtitle: string
  columns: { title: string; align: 'left' | 'right' | 'center'; width: number | '*' }[]
  rows: (string | number)[][]
  /** The last row, in bold. */
  total?: (string | number)[]
  /** What is counted how, and how complete it is. */
  notes: string[]
  agency: string
  /** Drawn after the signatures on paper, below the table in a workbook. */
  chart?: SheetChart
}

export type SheetChart = { title: string; heightPx: number; option: ChartOption }

/** A chart drawn for paper: a PNG as a `data:` URL, and its size on screen. */
export type SheetPicture = { url: string; widthPx: number; heightPx: number }
