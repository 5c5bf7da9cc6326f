import { createHash } from 'node:crypto'

/** Valid records as they stand on the wire, for tests of the centre. */
export const official = 'person:an.nt'
export const at = '2026-11-20T08:30:00+07:00'
const act = { at, by: official, byName: 'Nguyễn Thị An' }

let counter = 0

/** Twenty-six characters of a ULID, different at each call. */
export function nextUlid(): string {
  counter += 1
  return `01J${String(Date.now()).padStart(13, '0')}${String(counter).padStart(10, '0')}`
}

export function makeDossier(change: Record<string, unknown> = {}): Record<string, unknown> & { _id: string } {
  const id = `dossier:${nextUlid()}`
  return {
    _id: id,
    kind: 'dossier',
    schemaVersion: 1,
    id,
    code: `H53.27712-261120-001${String(counter).padStart(4, '0')}`,
    numbering: { slot: 1, generation: 1, counter, day: '2026-11-20' },
    lookupSecret: 'K7QF2M',
    procedure: { code: '1.001193', version: '2025-07-01', name: 'Đăng ký khai sinh', sector: 'Hộ tịch' },
    agencies: { assisting: null, receiving: 'h53-27712', competent: 'h53-27712' },
    channel: 1,
    applicant: { type: 'citizen', name: 'Trần Thử Nghiệm', personalId: null },
    submitter: null,
    subject: '',
    sets: 1,
    papers: [],
    placements: [],
    business: {
      status: 2,
      stage: null,
      statusBefore: null,
      since: at,
      holder: { role: 'one_stop_official', person: official, name: 'An', since: at },
    },
    money: { state: 'none', lines: [], totalVnd: 0, paidVnd: 0, payments: [], dutyNote: '' },
    delivery: { state: 'waiting', method: 'counter', place: '', returned: null },
    sync: {},
    received: { ...act, deskName: 'Quầy 1' },
    duration: { value: 0, unit: 'same_day' },
    dueAt: null,
    dueHistory: [],
    pauses: [],
    supplements: [],
    lastEvent: `event:${nextUlid()}`,
    updated: { ...act, role: 'one_stop_official' },
    ...change,
  }
}

/** The dossier in another status, changed by somebody. */
export function moveDossier(
  dossier: Record<string, unknown>,
  move: { status: number; stage?: string | null; by?: string; role: string },
): Record<string, unknown> {
  const business = {
    status: move.status,
    stage: move.stage ?? null,
    statusBefore: null,
    since: at,
    holder: { role: null, person: null, name: '', since: at },
  }
  return { ...dossier, business, updated: { at, by: move.by ?? official, byName: 'A', role: move.role } }
}

export function makeEvent(change: Record<string, unknown> = {}): Record<string, unknown> & { _id: string } {
  const id = `event:${nextUlid()}`
  return {
    _id: id,
    kind: 'event',
    schemaVersion: 1,
    id,
    dossierId: `dossier:${nextUlid()}`,
    dossierCode: 'H53.27712-261120-0010001',
    type: 'dossierReceived',
    at,
    author: official,
    authorName: 'Nguyễn Thị An',
    role: 'one_stop_official',
    agency: 'h53-27712',
    device: 'device:01j00000000000000000000000',
    deskName: 'Quầy 1',
    from: null,
    to: 2,
    stage: null,
    note: '',
    data: {},
    chain: { seq: 1, prevHash: '' },
    keyId: 'key-1',
    signature: 'c2ln',
    ...change,
  }
}

export function makePage(bytes: Uint8Array, change: Record<string, unknown> = {}): Record<string, unknown> & { _id: string } {
  const hash = createHash('sha256').update(bytes).digest('hex')
  return {
    _id: `page:${hash}`,
    kind: 'page',
    schemaVersion: 1,
    sizeBytes: bytes.length,
    mediaType: 'image/png',
    widthPx: 10,
    heightPx: 10,
    _attachments: { bytes: { content_type: 'image/png', data: Buffer.from(bytes).toString('base64') } },
    ...change,
  }
}
