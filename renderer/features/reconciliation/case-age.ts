import type { TFunction } from 'i18next'
import { epochMsOf, type Instant } from '#core/record/instant.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** An open case older than a day is loud. */
export function isLoud(openedAt: Instant, nowMs: number): boolean {
  return nowMs - epochMsOf(openedAt) >= dayMs
}

/** How long something has been waiting, in the one unit that matters: `3 ngày`, `5 giờ`, `12 phút`. */
export function describeAge(t: TFunction, since: Instant, nowMs: number): string {
  const ageMs = Math.max(0, nowMs - epochMsOf(since))
  if (ageMs >= dayMs) return t('reconciliation.age.days', { count: Math.floor(ageMs / dayMs) })
  if (ageMs >= hourMs) return t('reconciliation.age.hours', { count: Math.floor(ageMs / hourMs) })
  if (ageMs >= minuteMs) return t('reconciliation.age.minutes', { count: Math.floor(ageMs / minuteMs) })
  return t('reconciliation.age.now')
}
