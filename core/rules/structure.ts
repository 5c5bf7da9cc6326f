import type { DossierStatus } from '#core/dossier/status.ts'
import { checkKept, listDecided } from './cases.ts'
import { checkNumbers } from './numbers.ts'
import { forbid, listAt, objectAt, type RuleDocument, requireMatch, requireWhole, textAt } from './refusal.ts'
import { canReach } from './transition-table.ts'

const ulid = '[0-9A-HJKMNP-TV-Z]{26}'
const dossierId = new RegExp('^dossier:' + ulid + '$')
const eventId = new RegExp('^event:' + ulid + '$')
const deviceId = /^device:[0-9a-hjkmnp-tv-z]{26}$/
const personId = /^person:[a-z][a-z0-9.-]{1,40}$/
const slug = /^[a-z][a-z0-9-]{1,40}$/
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?\+07:00$/
const pageId = /^page:[0-9a-f]{64}$/
const catalogueIds: { readonly [kind: string]: RegExp } = {
  procedure: /^procedure:\d\.\d{6}:[0-9a-z.-]+$/,
  agency: /^agency:[a-z][a-z0-9-]{1,40}$/,
  person: personId,
  calendar: /^calendar:[a-z][a-z0-9-]{1,40}$/,
}

/** What must be there before a dossier may stand in a status. */
const neededIn: { readonly [status: string]: readonly string[] } = {
  3: ['refusal'],
  7: ['withdrawal'],
  9: ['decision', 'result'],
  10: ['decision', 'result'],
}

/** A dossier's shape and the way it came (architecture.md §4; NĐ 118/2025). `old` is null for a new one. */
export function checkDossier(document: RuleDocument, old: RuleDocument | null, free: boolean): void {
  if (document['_deleted'] === true) {
    if (!free) forbid('dossier-never-deleted')
    return
  }
  if (!free && isTakenAway(old)) forbid('routed-away')
  requireKind(document, 'dossier', dossierId)
  requireMatch(document, 'code', /^[A-Z0-9.]{3,20}-\d{6}-\d{7}$/)
  requireMatch(document, 'lastEvent', eventId)
  requireMatch(objectAt(document, 'agencies'), 'receiving', slug)
  requireMatch(objectAt(document, 'agencies'), 'competent', slug)
  textAt(objectAt(document, 'procedure'), 'code')
  textAt(objectAt(document, 'procedure'), 'version')
  textAt(objectAt(document, 'applicant'), 'name')
  for (const part of ['money', 'delivery', 'sync']) objectAt(document, part)
  for (const list of ['papers', 'placements', 'dueHistory', 'pauses', 'supplements']) listAt(document, list)
  requireAct(objectAt(document, 'received'))
  requireAct(objectAt(document, 'updated'))
  textAt(objectAt(document, 'updated'), 'role')
  checkStatus(document, old, free)
  if (old === null || old['_deleted'] === true) return
  checkUnchanged(document, old)
  if (!free) checkKept(document, old)
}

function checkStatus(document: RuleDocument, old: RuleDocument | null, free: boolean): void {
  const status = statusOf(document)
  const needed = neededIn[String(status)] || []
  for (const part of needed) objectAt(document, part)
  if (status === 8 && !document['stop'] && !document['withdrawal'] && !document['voided']) forbid('field-missing: stop')
  if (status === 5 && listAt(document, 'supplements').length === 0) forbid('field-missing: supplements')
  if (status === 10) objectAt(objectAt(document, 'delivery'), 'returned')
  if (free) return
  const before = old === null || old['_deleted'] === true ? null : statusOf(old)
  if (before !== status && !mayFollow(before, status, old) && !listDecided(document, old).some((step) => isFrom(statusOf(step), status)))
    forbid('transition-forbidden: ' + before + ' → ' + status)
}

const isFrom = (before: DossierStatus, status: DossierStatus): boolean => before === status || canReach(before, status)

/** From a withdrawal that was asked for (7) a dossier goes on to 8, or back to where it stood and on from there. */
function mayFollow(before: DossierStatus | null, status: DossierStatus, old: RuleDocument | null): boolean {
  if (canReach(before, status)) return true
  if (before !== 7 || old === null) return false
  const stood = objectAt(old, 'business')['statusBefore']
  return stood === status || (typeof stood === 'number' && canReach(stood as DossierStatus, status))
}

/** The official status; refuses what is none. */
export function statusOf(document: RuleDocument): DossierStatus {
  const status = objectAt(document, 'business')['status']
  if (typeof status !== 'number' || status < 1 || status > 10 || Math.floor(status) !== status)
    return forbid('field-invalid: business.status')
  return status as DossierStatus
}

/** What a dossier is stays: its code, who received it and under which version of the procedure. */
function checkUnchanged(document: RuleDocument, old: RuleDocument): void {
  for (const member of ['id', 'lookupSecret']) {
    if (old[member] !== undefined && document[member] !== old[member]) forbid('field-unchangeable: ' + member)
  }
  checkNumbers(document, old)
  const receiving = objectAt(old, 'agencies')['receiving']
  if (objectAt(document, 'agencies')['receiving'] !== receiving) forbid('field-unchangeable: agencies.receiving')
}

/** True where the router took a copy away: only the router brings it back. */
function isTakenAway(old: RuleDocument | null): boolean {
  return old !== null && old['_deleted'] === true && old['routedAway'] === true
}

/** The router (`free`) takes copies away with a mark of its own, and brings them back; nobody else deletes or revives anything. */
function mayRoute(document: RuleDocument, old: RuleDocument | null, free: boolean): boolean {
  if (!free) return false
  return document['_deleted'] === true ? document['routedAway'] === true : isTakenAway(old)
}

/** A journal event: once written it stands (append-only). */
export function checkEvent(document: RuleDocument, old: RuleDocument | null, free: boolean): void {
  const routed = mayRoute(document, old, free)
  if (routed && document['_deleted'] === true) return
  if (old !== null && !routed) forbid('event-unchangeable')
  if (document['_deleted'] === true) forbid('event-never-deleted')
  requireKind(document, 'event', eventId)
  requireMatch(document, 'dossierId', dossierId)
  requireMatch(document, 'at', instant)
  requireMatch(document, 'author', personId)
  requireMatch(document, 'device', deviceId)
  requireMatch(document, 'agency', slug)
  for (const member of ['type', 'authorName', 'role', 'keyId', 'signature']) textAt(document, member)
  requireWhole(objectAt(document, 'chain'), 'seq', 1)
  objectAt(document, 'data')
}

/** A page: named by its bytes, one attachment, never changed. */
export function checkPage(document: RuleDocument, old: RuleDocument | null, free: boolean): void {
  const routed = mayRoute(document, old, free)
  if (routed && document['_deleted'] === true) return
  if (old !== null && !routed) forbid('page-unchangeable')
  if (document['_deleted'] === true) forbid('page-never-deleted')
  if (document['kind'] !== 'page') forbid('field-invalid: kind')
  requireMatch(document, '_id', pageId)
  requireMatch(document, 'mediaType', /^image\/(png|jpeg)$/)
  for (const member of ['schemaVersion', 'sizeBytes', 'widthPx', 'heightPx']) requireWhole(document, member, 1)
  const attachments = objectAt(document, '_attachments')
  const names = Object.keys(attachments)
  if (names.length !== 1 || names[0] !== 'bytes') forbid('field-invalid: _attachments')
  const bytes = objectAt(attachments, 'bytes')
  if (bytes['content_type'] !== document['mediaType']) forbid('field-invalid: _attachments.bytes.content_type')
  if (typeof bytes['length'] === 'number' && bytes['length'] !== document['sizeBytes']) forbid('field-invalid: sizeBytes')
}

/** A record of the catalogue: one of its kinds, under its own id. */
export function checkCatalogueRecord(document: RuleDocument): void {
  if (document['_deleted'] === true) return
  const kind = textAt(document, 'kind')
  const pattern = catalogueIds[kind]
  if (pattern === undefined) forbid('field-invalid: kind')
  else requireKind(document, kind, pattern)
}

function requireKind(document: RuleDocument, kind: string, id: RegExp): void {
  if (document['kind'] !== kind) forbid('field-invalid: kind')
  requireMatch(document, 'id', id)
  if (document['_id'] !== document['id']) forbid('field-invalid: _id')
  requireWhole(document, 'schemaVersion', 1)
}

function requireAct(act: RuleDocument): void {
  requireMatch(act, 'at', instant)
  requireMatch(act, 'by', personId)
}
