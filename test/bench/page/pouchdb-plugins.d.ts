declare module 'pouchdb-adapter-http' {
  const plugin: PouchDB.Plugin
  export default plugin
}

declare module 'pouchdb-replication' {
  const plugin: PouchDB.Plugin
  export default plugin
}

declare namespace PouchDB {
  interface Static {
    /** Of pouchdb-replication. */
    replicate(source: PouchDB.Database, target: PouchDB.Database, options: { batch_size: number }): Promise<{ ok: boolean }>
  }
}
