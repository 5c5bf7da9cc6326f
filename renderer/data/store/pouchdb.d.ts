// Of our own and narrow: the published types are those of PouchDB 7, and they redefine Node's Buffer for the whole program.
declare module 'pouchdb-core' {
  export type PouchDocument = { _id: string; _attachments?: Record<string, { content_type: string; data: Blob }> }

  // biome-ignore lint/style/noDefaultExport: the package exports it so
  export default class PouchDB {
    constructor(name: string, settings?: { adapter?: string; auto_compaction?: boolean; revs_limit?: number; skip_setup?: boolean })
    static plugin(plugin: object): typeof PouchDB
    get(id: string): Promise<PouchDocument & { _rev: string }>
    getAttachment(id: string, name: string): Promise<Blob>
    put(document: PouchDocument): Promise<object>
    remove(document: { _id: string; _rev: string }): Promise<object>
    info(): Promise<{ doc_count: number }>
    close(): Promise<void>
  }
}

declare module 'pouchdb-adapter-idb' {
  const plugin: object
  // biome-ignore lint/style/noDefaultExport: the package exports it so
  export default plugin
}
