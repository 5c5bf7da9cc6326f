import type { DemoPage } from './draw-page.ts'
import type { DemoData } from './make-dossiers.ts'

/** A document as CouchDB takes it. */
export type DemoDocument = { _id: string; [member: string]: unknown }

/** The demo as documents, database by database, ready for `_bulk_docs`; pages carry their bytes inline. */
export function listDemoDocuments(demo: DemoData): { database: string; docs: DemoDocument[] }[] {
  return demo.databases.flatMap(({ agency, dossiers, events, pages }) => [
    { database: `agency-${agency}-dossiers`, docs: dossiers.map((dossier) => ({ _id: dossier.id, ...dossier })) },
    { database: `agency-${agency}-journal`, docs: events.map((event) => ({ _id: event.id, ...event })) },
    { database: `agency-${agency}-pages`, docs: pages.map(toPageDocument) },
  ])
}

function toPageDocument({ hash, bytes, mediaType, sizeBytes, widthPx, heightPx }: DemoPage): DemoDocument {
  const attachment = { content_type: mediaType, data: Buffer.from(bytes).toString('base64') }
  return {
    _id: `page:${hash}`,
    kind: 'page',
    schemaVersion: 1,
    sizeBytes,
    mediaType,
    widthPx,
    heightPx,
    _attachments: { bytes: attachment },
  }
}
