import { transformWithOxc } from 'vite'
import { describe, expect, test } from 'vitest'
import { type DatabaseKind, designDocumentsOf, knownRules } from '#sync-server/provision/design-documents.ts'

const kinds: DatabaseKind[] = ['catalog', 'dossiers', 'journal', 'pages', 'cases']

describe.each(kinds)('the rules of %s', (kind) => {
  const designs = designDocumentsOf(kind)

  test('fit into 30 KB each', () => {
    for (const design of designs) expect(Buffer.byteLength(design.validate_doc_update)).toBeLessThan(30 * 1024)
  })

  test('are the same text each time, so that an unchanged rule is never written again', () => {
    expect(designDocumentsOf(kind)).toEqual(designs)
  })

  test('use nothing that ES2019 does not know', async () => {
    for (const design of designs) {
      const source = `(${design.validate_doc_update})`
      const lowered = await transformWithOxc(source, 'rule.js', { target: 'es2019', sourcemap: false })
      const asWritten = await transformWithOxc(source, 'rule.js', { target: 'esnext', sourcemap: false })
      expect(lowered.code).toBe(asWritten.code)
    }
  })

  test('are run by the embedded store as functions of this build', () => {
    const known = knownRules()
    for (const design of designs) expect(known.has(design.validate_doc_update)).toBe(true)
  })
})

test('carry no import, type or comment into CouchDB', () => {
  for (const source of knownRules().keys()) expect(source).not.toMatch(/^import |^export |\/\*\*|\binterface\b/m)
})
