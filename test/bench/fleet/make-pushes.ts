import { randomBytes } from 'node:crypto'
import { AgencySlug, DossierId, makeUlid } from '#core/record/ids.ts'
import { loadCatalogue } from '#resources/catalogue/load-catalogue.ts'
import { type BenchDossier, createDossierSource } from '#test/bench/centre/make-bench-dossiers.ts'

const agency = AgencySlug.parse('h53-27712')

/** New dossiers as one-stop officials send them, `each` for every desk, with the event that received them. */
export async function makePushes(desks: number, each: number): Promise<{ dossiers: object[]; events: object[] }[]> {
  const source = await createDossierSource(loadCatalogue(), agency)
  const received = source(2000).filter(({ business, updated }) => business.status === 2 && updated.role === 'one_stop_official')
  return Array.from({ length: desks }, (_, desk) => {
    const dossiers = Array.from({ length: each }, (__, turn) => freshCopy(received[(desk * each + turn) % received.length]))
    return { dossiers, events: dossiers.map(receivedEvent) }
  })
}

function freshCopy(model: BenchDossier | undefined): BenchDossier {
  if (model === undefined) throw new Error('no dossier to copy')
  const id = DossierId.parse(`dossier:${freshUlid()}`)
  return { ...model, _id: id, id }
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
