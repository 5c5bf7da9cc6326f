/** The folder says the runtime: imports run downward only (docs/ARCHITECTURE.md, "Folders"). */
const forbid = (name, from, to, comment) => ({ name, severity: 'error', comment, from: { path: from }, to: { path: to } })

export default {
  forbidden: [
    forbid('core-imports-only-core', '^core/', '^(main|renderer|preload|sync-server|resources|test)/', 'core runs in every process'),
    {
      name: 'core-imports-only-zod',
      severity: 'error',
      comment: 'core imports no Electron, DOM, Node or React',
      from: { path: '^core/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional'], pathNot: 'node_modules/(zod|@noble)' },
    },
    {
      name: 'rules-import-only-rules',
      severity: 'error',
      comment: 'rules are bundled into CouchDB: nothing but types may come from elsewhere',
      from: { path: '^core/rules/' },
      to: { pathNot: '^core/rules/', dependencyTypesNot: ['type-only'] },
    },
    forbid(
      'preload-imports-only-channels',
      '^preload/',
      '^(?!preload/|core/bridge/channels|node_modules/electron)',
      'preload is the smallest possible door',
    ),
    forbid('main-imports-core', '^main/', '^(renderer|preload|sync-server|test)/', 'main stands on core'),
    forbid('renderer-imports-core', '^renderer/', '^(main|preload|sync-server|test)/', 'the page stands on core'),
    forbid('server-imports-core', '^sync-server/', '^(main|renderer|preload|test)/', 'the centre stands on core'),
    forbid(
      'features-use-the-desk-only',
      '^renderer/(features|ui|app)/',
      'node_modules/(rxdb|dexie|pouchdb[^/]*)/',
      'components reach data through renderer/data',
    ),
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'a cycle has no ground floor',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'], conditionNames: ['import', 'node', 'default'] },
  },
}
