import type { EventType, JournalEvent } from '#core/journal/event.ts'
import { Instant } from '#core/record/instant.ts'
import { formatInstant, formatMoney } from '#renderer/ui/format.ts'

/** A message key under `dossier.eventFact` and its values. */
export type EventFact = {
  key: 'formNumber' | 'papers' | 'due' | 'outcome' | 'number' | 'to' | 'amount' | 'pages' | 'form' | 'agency'
  values: Record<string, string>
}

type Data = JournalEvent['data']

const readers: Partial<Record<EventType, (data: Data) => EventFact[]>> = {
  supplementRequested: (data) => [fact('formNumber', { number: textOf(data.formNumber) }), fact('papers', { papers: listOf(data.papers) })],
  supplementReceived: (data) => [fact('due', { before: instantOf(data.dueBefore), after: instantOf(data.dueAfter) })],
  resultProposed: (data) => [fact('outcome', { outcome: textOf(data.outcome) })],
  proposalApproved: (data) => [fact('outcome', { outcome: textOf(data.outcome) })],
  resultNumbered: (data) => [fact('number', { number: textOf(data.number) })],
  resultReturned: (data) => [fact('to', { to: textOf(data.to), relation: textOf(data.relation) })],
  feeCollected: (data) => [fact('amount', { amount: moneyOf(data.amountVnd), method: textOf(data.method) })],
  pagesArranged: (data) => [fact('pages', { before: textOf(data.before), after: textOf(data.after) })],
  dossierSent: (data) => [fact('agency', { agency: textOf(data.toName) })],
  dossierTakenBack: (data) => [fact('agency', { agency: textOf(data.toName) })],
  formPrinted: (data) => [fact('form', { form: textOf(data.form), output: textOf(data.output) })],
}

/** The facts of an event worth a line of their own; those whose values are all there. */
export function factsOf(event: Pick<JournalEvent, 'type' | 'data'>): EventFact[] {
  return (readers[event.type]?.(event.data) ?? []).filter((one) => Object.values(one.values).every((value) => value !== ''))
}

function fact(key: EventFact['key'], values: EventFact['values']): EventFact {
  return { key, values }
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function listOf(value: unknown): string {
  return Array.isArray(value) ? value.map(textOf).filter(Boolean).join('; ') : ''
}

function instantOf(value: unknown): string {
  const parsed = Instant.safeParse(value)
  return parsed.success ? formatInstant(parsed.data) : ''
}

function moneyOf(value: unknown): string {
  return typeof value === 'number' ? formatMoney(value) : ''
}
