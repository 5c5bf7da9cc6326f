import { z } from 'zod'
import { type CountTree, type PublishedTree, suppress } from './suppress.ts'

/** `yyyy-MM`. */
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

/** How a dossier stood when its month was published: by `NgayKetThucXuLy ≤ NgayHenTra` (domain.md §2.5). */
export const Punctual = z.enum(['on_time', 'late', 'none', 'open'])
export type Punctual = z.infer<typeof Punctual>

/** How many dossiers received in a month fall into one cell, as counted at the source. */
export const MonthCell = z.object({
  sector: z.string().min(1),
  channel: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  punctual: Punctual,
  count: z.number().int().nonnegative(),
})
export type MonthCell = z.infer<typeof MonthCell>

/** One line of the data set. `level` says what it counts: all channels and outcomes of a sector, one channel, or one outcome of it. */
export const MonthLine = z.object({
  month: Month,
  sector: z.string(),
  level: z.enum(['sector', 'channel', 'punctual']),
  channel: z.enum(['all', 'direct', 'online', 'post']),
  punctual: z.enum(['all', ...Punctual.options]),
  count: z.number().int().nonnegative().nullable(),
})
export type MonthLine = z.infer<typeof MonthLine>

/** A month as it was published. It is published once: a second, later count of the same month would tell the difference. */
export const PublishedMonth = z.object({ kind: z.literal('open-data-month'), month: Month, asOf: z.string(), lines: z.array(MonthLine) })
export type PublishedMonth = z.infer<typeof PublishedMonth>

const channels = { 1: 'direct', 2: 'online', 3: 'post' } as const

/** The lines of a month: sector, then channel, then outcome; no totals across them, which would be further equations. */
export function publishMonth(month: string, cells: MonthCell[], sectors: readonly string[]): MonthLine[] {
  const all = [...new Set([...sectors, ...cells.map((one) => one.sector)])].sort((a, b) => a.localeCompare(b, 'vi'))
  return all.flatMap((sector) =>
    linesOf(
      month,
      suppress(
        treeOf(
          sector,
          cells.filter((one) => one.sector === sector),
        ),
      ),
    ),
  )
}

/** The counts of a sector, every channel and outcome there, also where nothing fell into it. */
export function treeOf(sector: string, cells: MonthCell[]): CountTree {
  const parts = ([1, 2, 3] as const).map((channel) => {
    const leaves = Punctual.options.map((punctual) => ({
      name: punctual,
      count: countOf(cells.filter((one) => one.channel === channel && one.punctual === punctual)),
      parts: [],
    }))
    return { name: channels[channel], count: countOf(leaves), parts: leaves }
  })
  return { name: sector, count: countOf(parts), parts }
}

const countOf = (parts: { count: number }[]): number => parts.reduce((sum, { count }) => sum + count, 0)

const Channel = MonthLine.shape.channel

function linesOf(month: string, tree: PublishedTree): MonthLine[] {
  const base = { month, sector: tree.name }
  return [
    { ...base, level: 'sector', channel: 'all', punctual: 'all', count: tree.count },
    ...tree.parts.flatMap((part): MonthLine[] => {
      const channel = Channel.parse(part.name)
      return [
        { ...base, level: 'channel', channel, punctual: 'all', count: part.count },
        ...part.parts.map(
          (leaf): MonthLine => ({ ...base, level: 'punctual', channel, punctual: Punctual.parse(leaf.name), count: leaf.count }),
        ),
      ]
    }),
  ]
}

/** The latest month that may be published on a day: a whole month has passed since it ended. */
export function lastRipeMonth(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number)
  const at = new Date(Date.UTC(year, month - 3, 1))
  return at.toISOString().slice(0, 7)
}
