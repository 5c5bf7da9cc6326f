import type { TFunction } from 'i18next'
import type { Instant } from '#core/record/instant.ts'
import type { SyncStatus } from '#renderer/data/desk.ts'
import { formatInstant, formatTime, isToday } from '#renderer/ui/format.ts'

/** How many things the centre does not hold yet. */
export function waitingOf(status: SyncStatus): number {
  return status.waitingDossiers + status.waitingPages + status.waitingEvents
}

/** The status bar's sentence, in parts; `urgent` where a person must do something. */
export function describeSync(t: TFunction, status: SyncStatus, nowMs: number): { parts: string[]; urgent: boolean } {
  const mustAct = status.link === 'sign_in_needed' || status.link === 'device_revoked'
  const parts = [linkPart(t, status, nowMs)]
  if (status.refused > 0) parts.push(t('app.status.refused', { count: status.refused }))
  if (status.firstLoad !== null) parts.push(t('app.status.firstLoad', { percent: Math.round(status.firstLoad * 100) }))
  if (status.link !== 'online' || waitingOf(status) > 0) parts.push(t('app.status.safe'))
  parts.push(waitingOf(status) > 0 ? t('app.status.waiting', { items: waitingItems(t, status) }) : t('app.status.allSent'))
  parts.push(status.lastSentAt === null ? t('app.status.neverSent') : t('app.status.lastSent', { time: moment(status.lastSentAt, nowMs) }))
  // Refused items are neither sent nor on their way, so "everything sent" would be a lie beside them.
  return {
    parts: status.refused > 0 ? parts.filter((part) => part !== t('app.status.allSent')) : parts,
    urgent: mustAct || status.refused > 0,
  }
}

function linkPart(t: TFunction, status: SyncStatus, nowMs: number): string {
  if (status.link === 'offline') return t('app.status.offline', { time: moment(status.since, nowMs) })
  if (status.link === 'sign_in_needed') return t('app.status.signInNeeded')
  if (status.link === 'device_revoked') return t('app.status.deviceRevoked')
  return t('app.status.online')
}

function waitingItems(t: TFunction, status: SyncStatus): string {
  const items: string[] = []
  if (status.waitingDossiers > 0) items.push(t('app.status.dossiers', { count: status.waitingDossiers }))
  if (status.waitingPages > 0) items.push(t('app.status.pages', { count: status.waitingPages }))
  if (status.waitingEvents > 0 && status.waitingDossiers === 0) items.push(t('app.status.events', { count: status.waitingEvents }))
  return items.join(', ')
}

function moment(at: Instant, nowMs: number): string {
  return isToday(at, nowMs) ? formatTime(at) : formatInstant(at)
}
