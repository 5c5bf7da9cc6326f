/** One measured case at one size, as `--json` writes it. Times are milliseconds. */
export type FigureRow = { case: string; size: number; runs: number; medianMs: number; p95Ms: number; note: string }

/** One benchmark's figures; `ratios` are of medians at the largest size, `slopes` the median's extra ms for 10,000 more dossiers. */
export type Figures = { name: string; rows: FigureRow[]; ratios: Record<string, number>; slopes: Record<string, number> }

/** Times of one case at one size, before they are summed up. */
export type Samples = { case: string; size: number; ms: number[]; note?: string }

/** A ratio that a benchmark is about, written `<case>/<case>`. */
export type RatioName = `${string}/${string}`

export function toFigures(name: string, samples: Samples[], ratioNames: RatioName[]): Figures {
  const rows = samples.map(toRow)
  return { name, rows, ratios: toRatios(rows, ratioNames), slopes: toSlopes(rows) }
}

export function toRow({ case: label, size, ms, note = '' }: Samples): FigureRow {
  return { case: label, size, runs: ms.length, medianMs: round(percentile(ms, 0.5)), p95Ms: round(percentile(ms, 0.95)), note }
}

/** The nearest-rank percentile: always a time that was measured. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/** Medians of two cases over each other, at the largest size at which both were measured; nothing where they never were. */
export function toRatios(rows: FigureRow[], names: RatioName[]): Record<string, number> {
  const ratios: Record<string, number> = {}
  for (const name of names) {
    const cut = name.indexOf('/')
    const found = pairOf(rows, name.slice(0, cut), name.slice(cut + 1))
    if (found !== undefined) ratios[name] = round(found.over.medianMs / found.under.medianMs)
  }
  return ratios
}

/** How much longer the median takes for 10,000 more dossiers, between the smallest and the largest size. */
export function toSlopes(rows: FigureRow[]): Record<string, number> {
  const slopes: Record<string, number> = {}
  for (const label of new Set(rows.map((row) => row.case))) {
    const bySize = rows.filter((row) => row.case === label).sort((a, b) => a.size - b.size)
    const [small, large] = [bySize[0], bySize.at(-1)]
    if (small === undefined || large === undefined || small.size === large.size) continue
    slopes[label] = round(((large.medianMs - small.medianMs) * 10_000) / (large.size - small.size))
  }
  return slopes
}

function pairOf(rows: FigureRow[], over: string, under: string): { over: FigureRow; under: FigureRow } | undefined {
  const sizes = [...new Set(rows.map((row) => row.size))].sort((a, b) => b - a)
  for (const size of sizes) {
    const at = (label: string) => rows.find((row) => row.size === size && row.case === label)
    const pair = { over: at(over), under: at(under) }
    if (pair.over !== undefined && pair.under !== undefined) return { over: pair.over, under: pair.under }
  }
  return undefined
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
