import { randomBytes } from 'node:crypto'
import { AgencySlug, makeUlid } from '#core/record/ids.ts'
import { loadCatalogue } from '#resources/catalogue/load-catalogue.ts'
import { type BenchDossier, createDossierSource } from '#test/bench/centre/make-bench-dossiers.ts'

const agency = AgencySlug.parse('h53-27712')

export type PushPlan = { desks: number; each: number; first: number }

/** New dossiers as one-stop officials send them, `each` for every desk, with the event that received them; their codes from serial `first` on. */
export async function makePushes({ desks, each, first }: PushPlan): Promise<{ dossiers: object[]; events: object[] }[]> {
  const source = await createDossierSource(loadCatalogue(), agency, first)
  const received: BenchDossier[] = []
  while (received.length < desks * each)
    received.push(...source(1000).filter(({ business, updated }) => business.status === 2 && updated.role === 'one_stop_official'))
  return Array.from({ length: desks }, (_, desk) => {
    const dossiers = received.slice(desk * each, (desk + 1) * each)
    return { dossiers, events: dossiers.map(receivedEvent) }
  })
}

function receivedEvent({ _id, code, updated }: BenchDossier): object {
  const id = `event:${freshUlid()}`
  const { at, by, byName, role } = updated
  return {
    _id: id,
    kind: 'event',
    schemaVersion: 1,
    id,
    dossierId: _id,
    dossierCode: code,
    type: 'dossierReceived',
    at,
    author: by,
    authorName: byName,
    role,
    agency,
    device: `device:${freshUlid().toLowerCase()}`,
    deskName: 'Quầy đo',
    from: null,
    to: 2,
    stage: null,
    note: '',
    data: {},
    chain: { seq: 1, prevHash: '' },
    keyId: 'key:bench',
    signature: 'bench',
  }
}

const freshUlid = (): string => makeUlid(Date.now(), new Uint8Array(randomBytes(10)))
