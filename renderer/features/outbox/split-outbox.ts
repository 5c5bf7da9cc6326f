import type { OutboxItem } from '#renderer/data/desk.ts'

export type OutboxTab = 'waiting' | 'refused' | 'delivered'
export type OutboxEntry = OutboxItem & { acknowledgedAt?: import('#core/record/instant.ts').Instant }

/** Items still on their way, and those a person has to look at. */
export function splitOutbox(items: OutboxItem[]): { waiting: OutboxItem[]; refused: OutboxItem[] } {
  return { waiting: items.filter((item) => item.state !== 'refused'), refused: items.filter((item) => item.state === 'refused') }
}
