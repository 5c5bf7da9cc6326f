import { type Authors, checkDossierAuthor, checkEventAuthor } from './authority.ts'
import { checkDayClose, isDayClose } from './day-close.ts'
import { forbid, objectAt, type RuleDocument } from './refusal.ts'
import { checkOwnAgency, isServer, type Sender } from './sender.ts'
import { checkCatalogueRecord, checkDossier, checkEvent, checkPage } from './structure.ts'

/** A `validate_doc_update` function: throws `{forbidden}` to refuse. */
export type Rule = (
  document: RuleDocument,
  old: RuleDocument | null,
  sender: Sender,
  security: { readonly authors?: Authors; readonly [member: string]: unknown },
) => void

/** Structure of the dossiers database. The server itself (router, seed, migrations) is free of the order of statuses only. */
export const dossierStructure: Rule = (document, old, sender) => {
  checkDossier(document, old, isServer(sender))
  if (old === null && !isServer(sender)) checkOwnAgency(objectAt(document, 'agencies')['receiving'], sender)
}

/** Authority over the dossiers database; the server's own writes were judged where they came from. */
export const dossierAuthority: Rule = (document, old, sender, security) => {
  if (!isServer(sender)) checkDossierAuthor(document, old, security.authors)
}

/** Structure of the journal: events, and the closes of days. */
export const eventStructure: Rule = (document, old, sender) => {
  if (isDayClose(document) && document['_deleted'] !== true) checkDayClose(document, old)
  else checkEvent(document, old, isServer(sender))
  if (old === null && !isServer(sender)) checkOwnAgency(document['agency'], sender)
}

/** Authority over the journal. */
export const eventAuthority: Rule = (document, _old, sender, security) => {
  if (!isServer(sender)) checkEventAuthor(document, security.authors)
}

/** Structure of the pages database. */
export const pageStructure: Rule = (document, old, sender) => checkPage(document, old, isServer(sender))

/** Structure of the catalogue. */
export const catalogueStructure: Rule = (document) => checkCatalogueRecord(document)

/** Authority over a database that only the server writes: catalogue, cases. */
export const serverOnly: Rule = (_document, _old, sender) => {
  if (!isServer(sender)) forbid('administrators-only')
}
