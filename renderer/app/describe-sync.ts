import type { TFunction } from 'i18next'
import type { Instant } from '#core/record/instant.ts'
import type { SyncStatus } from '#renderer/data/desk.ts'
import { formatInstant, formatTime, isToday } from '#renderer/ui/format.ts'

/** How many things the centre does not hold yet. */
export function waitingOf(status: SyncStatus): number {
  return status.waitingDossiers + status.waitingPages + status.waitingEvents
}

/** A piece of the status bar's sentence; `urgent` where a person must do something. */
export type StatusPart = { text: string; urgent: boolean }

/** The status bar's sentence, what a person must do first. */
export function describeSync(t: TFunction, status: SyncStatus, nowMs: number): StatusPart[] {
  const waiting = waitingOf(status)
  const calm: string[] = []
  const urgent: string[] = []
  const mustAct = status.link === 'sign_in_needed' || status.link === 'device_revoked'
  ;(mustAct ? urgent : calm).push(linkPart(t, status, nowMs))
  if (status.refused > 0) urgent.push(t('app.status.refused', { count: status.refused }))
  if (status.firstLoad !== null) calm.push(t('app.status.firstLoad', { percent: Math.round(status.firstLoad * 100) }))
  if (status.link !== 'online' || waiting > 0) calm.push(t('app.status.safe'))
  if (waiting > 0) calm.push(t('app.status.waiting', { items: waitingItems(t, status) }))
  // Refused items are neither sent nor on their way, so "everything sent" would be a lie beside them.
  else if (status.refused === 0) calm.push(t(allSentKey(status)))
  if (status.atOffice > 0) calm.push(t('app.status.atOffice', { count: status.atOffice }))
  calm.push(status.lastSentAt === null ? t('app.status.neverSent') : t('app.status.lastSent', { time: moment(status.lastSentAt, nowMs) }))
  return [...urgent.map((text) => ({ text, urgent: true })), ...calm.map((text) => ({ text, urgent: false }))]
}

/** A hub has two levels of acknowledgement, and says which one was reached. */
function allSentKey({ place, atOffice }: SyncStatus) {
  if (place !== 'office') return 'app.status.allSent'
  return atOffice > 0 ? 'app.status.allSentToOffice' : 'app.status.allSentToProvince'
}

function linkPart(t: TFunction, status: SyncStatus, nowMs: number): string {
  if (status.link === 'offline') return t('app.status.offline', { time: moment(status.since, nowMs) })
  if (status.link === 'sign_in_needed') return t('app.status.signInNeeded')
  if (status.link === 'device_revoked') return t('app.status.deviceRevoked')
  return t(status.place === 'office' ? 'app.status.onlineOffice' : 'app.status.online')
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
