import type { MoneyLine } from './day-close.ts'
import type { OwnAct } from './own-acts.ts'

/** Money taken and given back, one line for each official, way of paying and receipt series. */
export function moneyLinesOf(acts: readonly OwnAct[]): MoneyLine[] {
  const lines = new Map<string, MoneyLine>()
  for (const { event, payments } of acts) {
    for (const { method, receipt, amountVnd } of payments) {
      const receiptKind = receipt?.kind ?? ('none' as const)
      const series = receipt?.series ?? ''
      const key = `${event.author}/${method}/${receiptKind}/${series}`
      const line = lines.get(key) ?? { by: event.author, byName: event.authorName, method, receiptKind, series, ...nothing() }
      lines.set(key, add(line, amountVnd, receipt?.number ?? null))
    }
  }
  return [...lines.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line)
}

const nothing = () => ({ receipts: [] as string[], payments: 0, collectedVnd: 0, refunds: 0, refundedVnd: 0 })

function add(line: MoneyLine, amountVnd: number, receipt: string | null): MoneyLine {
  const receipts = receipt === null || receipt === '' ? line.receipts : [...line.receipts, receipt]
  return amountVnd < 0
    ? { ...line, receipts, refunds: line.refunds + 1, refundedVnd: line.refundedVnd - amountVnd }
    : { ...line, receipts, payments: line.payments + 1, collectedVnd: line.collectedVnd + amountVnd }
}
