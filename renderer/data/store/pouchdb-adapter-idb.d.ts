declare module 'pouchdb-adapter-idb' {
  const plugin: PouchDB.Plugin
  // biome-ignore lint/style/noDefaultExport: the package exports it so
  export default plugin
}
