import type { FigureRow, Figures } from './figures.ts'

/** What a ratio or a time should be; printed beside the figure, never asserted: machines differ. */
export type Goal = { figure: string; atMost?: number; atLeast?: number }

/** A benchmark's table as text: every case, the ratios beside their goals, the slopes. */
export function printFigures(figures: Figures, goals: Goal[]): string {
  const widths = { case: Math.max(...figures.rows.map((row) => row.case.length), 4) }
  const lines = figures.rows.map((row) => printRow(row, widths.case))
  const header = `  ${'case'.padEnd(widths.case)} ${'dossiers'.padStart(9)} ${'n'.padStart(4)} ${'median ms'.padStart(11)} ${'p95 ms'.padStart(11)}`
  return [
    `\n${figures.name}`,
    header,
    ...lines,
    ...Object.entries(figures.ratios).map(([name, value]) => `  ${name} = ${value} ×${besideGoal(value, name, goals)}`),
    ...goals.flatMap((goal) => printTimeGoal(figures, goal)),
    ...Object.entries(figures.slopes).map(([name, value]) => `  slope ${name}: ${value} ms per 10,000 more dossiers`),
  ].join('\n')
}

function printRow(row: FigureRow, caseWidth: number): string {
  const numbers = `${count(row.size).padStart(9)} ${String(row.runs).padStart(4)} ${time(row.medianMs)} ${time(row.p95Ms)}`
  return `  ${row.case.padEnd(caseWidth)} ${numbers}${row.note === '' ? '' : `  ${row.note}`}`
}

/** Goals on a time name `<case> p95` or `<case> median`; they hold at the largest size. */
function printTimeGoal(figures: Figures, goal: Goal): string[] {
  const [label, measure] = goal.figure.split(' ')
  const row = [...figures.rows].sort((a, b) => b.size - a.size).find((one) => one.case === label)
  if (row === undefined || (measure !== 'p95' && measure !== 'median')) return []
  const value = measure === 'p95' ? row.p95Ms : row.medianMs
  return [`  ${goal.figure} at ${count(row.size)} = ${value} ms${besideGoal(value, goal.figure, [goal])}`]
}

function besideGoal(value: number, figure: string, goals: Goal[]): string {
  const goal = goals.find((one) => one.figure === figure)
  if (goal?.atMost !== undefined) return `  (goal ≤ ${goal.atMost}: ${value <= goal.atMost ? 'met' : 'missed'})`
  if (goal?.atLeast !== undefined) return `  (goal ≥ ${goal.atLeast}: ${value >= goal.atLeast ? 'met' : 'missed'})`
  return ''
}

const time = (ms: number): string => ms.toFixed(ms < 100 ? 2 : 0).padStart(11)
const count = (value: number): string => value.toLocaleString('en')
