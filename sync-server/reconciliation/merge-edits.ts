import { Dossier } from '#core/dossier/dossier.ts'
import { isDossier } from '#core/dossier/is-dossier.ts'
import type { EventFacts } from '#core/journal/event.ts'
import { caseOpenedFacts, editsMergedFacts, openCase, sideOf } from '#core/reconciliation/open-case.ts'
import { CaseId, EventId } from '#core/record/ids.ts'
import type { Instant } from '#core/record/instant.ts'
import { merge } from '#core/sync/merge.ts'
import type { WireBody } from '#core/sync/wire.ts'
import { centreName, centrePerson, ulidFor } from './centre-key.ts'

/** Two versions of a dossier that the centre has to put together; `mineKey` names the losing one for good (a revision, an id). */
export type EditsQuestion = {
  base: WireBody | null
  mine: Dossier
  theirs: Dossier
  mineRev: string | null
  theirsRev: string
  mineKey: string
  deskName: string
  at: Instant
}

/** What is written: the acts for the journal in order, and the body; null where theirs stays as it is. */
export type EditsMerged = { body: Dossier | null; acts: { eventId: EventId; facts: EventFacts }[] }

/**
 * Puts two versions together by the same merge as the desks. Ids follow from the two versions, so asking again makes nothing twice,
 * and the losing values of a dispute stand in the case that the body itself carries.
 */
export function mergeEdits(question: EditsQuestion): EditsMerged {
  const { base, mine, theirs, at } = question
  const outcome = merge({ base, mine, theirs })
  const facts: EventFacts[] = []
  const merged = editsMergedFacts(outcome.taken)
  if (merged !== null) facts.push(merged)
  let body: WireBody | null = outcome.kind === 'same' ? null : outcome.body
  if (outcome.kind === 'disputed') {
    const { deskName, mineRev, theirsRev } = question
    const opened = openCase(outcome, {
      id: CaseId.parse(`case:${idFor(question, 'case')}`),
      at,
      by: centrePerson,
      byName: centreName,
      deskName: centreName,
      mine: sideOf(mine, { deskName, rev: mineRev }),
      theirs: sideOf(theirs, { deskName: '', rev: theirsRev }),
    })
    body = opened.body
    facts.push(caseOpenedFacts(opened.case))
  }
  const acts = facts.map((one) => ({ eventId: EventId.parse(`event:${idFor(question, `${one.type}/${question.theirsRev}`)}`), facts: one }))
  return { body: body === null ? null : signedOff(body, { at, lastEvent: acts.at(-1)?.eventId }), acts }
}

/** The centre made this version, whoever made those that it is made of. */
export function signedOff(body: WireBody, { at, lastEvent }: { at: Instant; lastEvent: EventId | undefined }): Dossier {
  const updated = { at, by: centrePerson, byName: centreName, role: 'administrator' }
  const signed = { ...body, updated, ...(lastEvent === undefined ? {} : { lastEvent }) }
  // Kept as it is: a parse would strip what a newer build added inside.
  return isDossier(signed) ? signed : Dossier.parse(signed)
}

function idFor({ mine, mineKey }: EditsQuestion, what: string): string {
  return ulidFor(mine.updated.at, `${what}/${mine.id}/${mineKey}`)
}
