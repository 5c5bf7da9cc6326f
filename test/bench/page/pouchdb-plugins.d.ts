declare module 'pouchdb-adapter-http' {
  const plugin: object
  export default plugin
}

declare module 'pouchdb-replication' {
  const plugin: object
  export default plugin
}
