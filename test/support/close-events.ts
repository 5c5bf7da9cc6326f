import { JournalEvent } from '#core/journal/event.ts'
import { toInstant } from '#core/record/instant.ts'

export const closeDevice = 'device:01j00000000000000000000001'

export type EventWish = {
  seq: number
  type: JournalEvent['type']
  /** Milliseconds since 1970. */
  atMs: number
  code?: string
  data?: Record<string, unknown>
  note?: string
  author?: string
}

/** A journal event of one device as far as the day's figures look at it. */
export function makeCloseEvent({
  seq,
  type,
  atMs,
  code = 'H53.27712-261120-0010001',
  data = {},
  note = '',
  author = 'an.nt',
}: EventWish): JournalEvent {
  return JournalEvent.parse({
    kind: 'event',
    schemaVersion: 1,
    id: `event:01JD${String(seq).padStart(22, '0')}`,
    dossierId: `dossier:01JD${String(seq).padStart(22, '0')}`,
    dossierCode: code,
    type,
    at: toInstant(atMs),
    author: `person:${author}`,
    authorName: author,
    role: 'one_stop_official',
    agency: 'h53-27712',
    device: closeDevice,
    deskName: 'Quầy 1',
    from: null,
    to: 2,
    stage: null,
    note,
    data,
    chain: { seq, prevHash: '' },
    keyId: 'key:1',
    signature: 'x',
  })
}
