import { z } from 'zod'
import { DossierStatus, ProcessingStage } from '#core/dossier/status.ts'
import { Role } from '#core/person/role.ts'
import { AgencySlug, DeviceId, DossierId, EventId, PersonId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { isRecord } from '#core/sync/is-equal.ts'

export const eventSchemaVersion = 1

/** What happened to a dossier, in the past tense. */
export const EventType = z.enum([
  'dossierReceived',
  'intakeRefused',
  'dossierForwarded',
  'supplementRequested',
  'supplementReceived',
  'paymentRequested',
  'paymentConfirmed',
  'withdrawalRequested',
  'withdrawalAccepted',
  'withdrawalDeclined',
  'processingStopped',
  'resultProposed',
  'proposalSentBack',
  'proposalApproved',
  'resultNumbered',
  'resultReturned',
  'feeCollected',
  'pagesArranged',
  'dossierCorrected',
  'formPrinted',
  'editsMerged',
  'mergeUndone',
  'caseOpened',
  'caseSettled',
  'caseReopened',
  'dossierSent',
  'dossierTakenBack',
  'numberVoided',
  'dossierRenumbered',
  'enteredInRegister',
  'dossierViewed',
])
export type EventType = z.infer<typeof EventType>

/**
 * One line of the journal: who did what, when, on which desk. Append-only. `chain` links the events of one device:
 * `seq` counts from 1 without gaps, `prevHash` is the SHA-256 (hex) of the canonical JSON of the event before it ('' for the first).
 * `signature` is the author's ECDSA P-256 signature (base64, over the canonical JSON without `signature`); `keyId` names the public key.
 */
export const JournalEvent = z.looseObject({
  kind: z.literal('event'),
  schemaVersion: z.number().int().min(1),
  id: EventId,
  dossierId: DossierId,
  dossierCode: z.string(),
  type: EventType,
  at: Instant,
  author: PersonId,
  authorName: z.string().min(1),
  role: Role,
  agency: AgencySlug,
  device: DeviceId,
  deskName: z.string(),
  from: DossierStatus.nullable(),
  to: DossierStatus.nullable(),
  stage: ProcessingStage.nullable(),
  note: z.string(),
  /** Facts of the act, plain JSON; keys depend on `type`. */
  data: z.record(z.string(), z.json()),
  chain: z.object({ seq: z.number().int().positive(), prevHash: z.string() }),
  keyId: z.string().min(1),
  signature: z.string().min(1),
})
export type JournalEvent = z.infer<typeof JournalEvent>

/** An event as a command makes it: before the desk adds id, author, device, chain and signature. */
export type EventFacts = Pick<JournalEvent, 'type' | 'from' | 'to' | 'stage' | 'note' | 'data'>

/** The text that is hashed and signed: JSON with keys sorted at every depth and no white space. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (!isRecord(value)) return JSON.stringify(value)
  let members = ''
  for (const name of Object.keys(value).sort()) {
    const member = value[name]
    if (member !== undefined) members += `${members === '' ? '' : ','}${JSON.stringify(name)}:${canonicalJson(member)}`
  }
  return `{${members}}`
}
