import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Dossier } from '#core/dossier/dossier.ts'
import { JournalEvent } from '#core/journal/event.ts'
import { toInstant } from '#core/record/instant.ts'
import type { RuleDocument } from '#core/rules/refusal.ts'
import { dossierAuthority, dossierStructure, eventAuthority, eventStructure, type Rule } from '#core/rules/validators.ts'
import { loadCatalogue } from '#resources/catalogue/load-catalogue.ts'
import { makeDemoSigner } from '#resources/demo/demo-signer.ts'
import { makeDemoDossiers } from '#resources/demo/make-dossiers.ts'

const catalogue = loadCatalogue()
const signer = await makeDemoSigner()
const now = toInstant(Date.parse('2026-11-20T03:00:00Z'))
const demo = await makeDemoDossiers({ catalogue, now, keyId: signer.keyId, signEvent: signer.signEvent, counts: { first: 60, others: 5 } })

const device = { name: 'device-1', roles: ['device'] }

const dossiers = demo.databases.flatMap((one) => one.dossiers)
const events = demo.databases.flatMap((one) => one.events)
const asDocument = (record: { id: string }): RuleDocument => ({ _id: record.id, ...record })

function verdictOf(rule: Rule, document: RuleDocument, old: RuleDocument | null = null, authors = {}): string {
  try {
    rule(document, old, device, { authors })
    return 'taken'
  } catch (refusal) {
    return JSON.stringify(refusal)
  }
}

const authors = Object.fromEntries(catalogue.people.map((person) => [person.id, { roles: person.roles }]))

describe('the rules and the records', () => {
  test('take every dossier and event that the commands make', () => {
    for (const dossier of dossiers) expect(verdictOf(dossierStructure, asDocument(dossier))).toBe('taken')
    for (const dossier of dossiers) expect(verdictOf(dossierAuthority, asDocument(dossier), null, authors)).toBe('taken')
    for (const event of events) expect(verdictOf(eventStructure, asDocument(event))).toBe('taken')
    for (const event of events) expect(verdictOf(eventAuthority, asDocument(event), null, authors)).toBe('taken')
  })

  test('refuse no dossier that the record schema takes, whatever free text and numbers it holds', () => {
    const change = fc.record({
      subject: fc.string(),
      sets: fc.integer({ min: 1, max: 99 }),
      channel: fc.constantFrom(1, 2, 3),
      future: fc.anything(),
    })
    fc.assert(
      fc.property(fc.constantFrom(...dossiers), change, (dossier, edit) => {
        const changed = { ...dossier, ...edit }
        fc.pre(Dossier.safeParse(changed).success)
        expect(verdictOf(dossierStructure, asDocument(changed), asDocument(dossier))).toBe('taken')
      }),
    )
  })

  test('agree that a record without one of its main members is none', () => {
    const members = [
      'kind',
      'schemaVersion',
      'id',
      'code',
      'procedure',
      'agencies',
      'applicant',
      'papers',
      'placements',
      'business',
      'money',
      'delivery',
      'received',
      'updated',
      'lastEvent',
    ]
    fc.assert(
      fc.property(fc.constantFrom(...dossiers), fc.constantFrom(...members), (dossier, member) => {
        const broken = Object.fromEntries(Object.entries(asDocument(dossier)).filter(([name]) => name !== member))
        expect(Dossier.safeParse(broken).success).toBe(false)
        expect(verdictOf(dossierStructure, broken)).not.toBe('taken')
      }),
    )
  })

  test('agree on events without one of their members', () => {
    const members = [
      'kind',
      'id',
      'dossierId',
      'type',
      'at',
      'author',
      'authorName',
      'role',
      'agency',
      'device',
      'data',
      'chain',
      'keyId',
      'signature',
    ]
    fc.assert(
      fc.property(fc.constantFrom(...events), fc.constantFrom(...members), (event, member) => {
        const broken = Object.fromEntries(Object.entries(asDocument(event)).filter(([name]) => name !== member))
        expect(JournalEvent.safeParse(broken).success).toBe(false)
        expect(verdictOf(eventStructure, broken)).not.toBe('taken')
      }),
    )
  })

  test('survive any document at all: they refuse and never break', () => {
    const anything = fc.dictionary(fc.string(), fc.jsonValue())
    const rules = [dossierStructure, dossierAuthority, eventStructure, eventAuthority]
    fc.assert(
      fc.property(anything, fc.option(anything), fc.constantFrom(...rules), (document, old, rule) => {
        expect(verdictOf(rule, document, old)).toMatch(/^taken$|^\{"forbidden":/)
      }),
    )
  })

  test('keep what a dossier is: its code, its secret and who received it', () => {
    const [dossier] = dossiers
    const old = asDocument(dossier ?? { id: '' })
    for (const edit of [{ code: 'H53.27712-261120-9990001' }, { lookupSecret: 'OTHER' }]) {
      expect(verdictOf(dossierStructure, { ...old, ...edit }, old)).toContain('field-unchangeable')
    }
  })
})
