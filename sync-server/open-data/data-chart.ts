import type { MonthLine, PublishedMonth } from '#core/open-data/dossier-months.ts'
import { html, type Markup } from '#sync-server/public/markup.ts'

type Bar = { month: string; onTime: number; late: number; other: number; heldBack: boolean }

const height = 220
const left = 48
const barWidth = 34
const step = 56

/** What was published of each month, as bars: only published counts are added, and the text says where some are held back. */
export function writeMonthChart(months: PublishedMonth[], sector: string | undefined): Markup | null {
  const bars = months.slice(-24).map((one) => barOf(one, sector))
  const top = Math.max(0, ...bars.map(totalOf))
  if (top === 0) return null
  const width = left + bars.length * step + 12
  const scale = (count: number): number => Math.round((count / top) * height)
  return html`<figure><div class="scroll"><svg class="chart" width="${width}" height="${height + 62}" viewBox="0 0 ${width} ${height + 62}" role="img" aria-label="Số hồ sơ theo tháng; số liệu ở bảng dưới">
${[0, 0.5, 1].map((part) => html`<line x1="${left}" x2="${width - 8}" y1="${height + 14 - scale(top * part)}" y2="${height + 14 - scale(top * part)}" stroke="#d5dce3"/><text x="${left - 6}" y="${height + 18 - scale(top * part)}" text-anchor="end">${Math.round(top * part).toLocaleString('vi-VN')}</text>`)}
${bars.map((bar, at) => drawBar(bar, left + 8 + at * step, scale))}
</svg></div><figcaption><svg width="12" height="12" aria-hidden="true"><rect width="12" height="12" fill="#1b7f3b"/></svg> Đúng hạn &nbsp; <svg width="12" height="12" aria-hidden="true"><rect width="12" height="12" fill="#b3261e"/></svg> Quá hạn &nbsp; <svg width="12" height="12" aria-hidden="true"><rect width="12" height="12" fill="#8fa3b8"/></svg> Khác, đang giải quyết. Không gồm các ô để trống.</figcaption></figure>`
}

function drawBar(bar: Bar, x: number, scale: (count: number) => number): Markup {
  let y = height + 14
  const parts = (
    [
      ['#1b7f3b', bar.onTime],
      ['#b3261e', bar.late],
      ['#8fa3b8', bar.other],
    ] as const
  ).map(([fill, count]) => {
    y -= scale(count)
    return html`<rect x="${x}" y="${y}" width="${barWidth}" height="${scale(count)}" fill="${fill}"/>`
  })
  const label = `${bar.month.slice(5)}/${bar.month.slice(2, 4)}`
  return html`<g><title>${bar.month}: ${bar.onTime} đúng hạn, ${bar.late} quá hạn, ${bar.other} khác${bar.heldBack ? ' (có ô để trống)' : ''}</title>${parts}<text x="${x + barWidth / 2}" y="${height + 34}" text-anchor="middle">${label}</text></g>`
}

function barOf({ month, lines }: PublishedMonth, sector: string | undefined): Bar {
  const leaves = lines.filter((one) => one.level === 'punctual' && (sector === undefined || one.sector === sector))
  const sum = (own: MonthLine[]): number => own.reduce((total, { count }) => total + (count ?? 0), 0)
  const of = (punctual: MonthLine['punctual']): number => sum(leaves.filter((one) => one.punctual === punctual))
  return {
    month,
    onTime: of('on_time'),
    late: of('late'),
    other: of('none') + of('open'),
    heldBack: leaves.some(({ count }) => count === null),
  }
}

const totalOf = ({ onTime, late, other }: Bar): number => onTime + late + other
