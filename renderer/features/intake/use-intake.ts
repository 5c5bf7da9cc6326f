import { useCallback, useMemo, useRef, useState } from 'react'
import { type Appointment, addDuration } from '#core/calendar/add-duration.ts'
import type { WorkCalendar } from '#core/calendar/work-calendar.ts'
import type { Duration, Placement } from '#core/dossier/dossier.ts'
import type { IntakeDraft } from '#core/dossier/intake.ts'
import { computeFees, type FeeSheet } from '#core/payment/compute-fees.ts'
import { findAgency, findProcedureInForce } from '#core/procedure/catalogue.ts'
import { durationFor } from '#core/procedure/duration-for.ts'
import type { Procedure } from '#core/procedure/procedure.ts'
import { type Day, dayOf, type Instant } from '#core/record/instant.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { countQuantities, isPartlyPaid, payUpTo } from './fee-changes.ts'
import { changePlacements } from './intake-changes.ts'
import { useNow } from './use-now.ts'

export type PromisedTime = { appointment: Appointment; duration: Duration; calendar: WorkCalendar; agency: string; from: Instant }

/** An intake on screen: the draft, how to change it, and what follows from it. */
export type Intake = {
  draft: IntakeDraft
  today: Day
  procedure: Procedure | undefined
  /** Quantities typed, and counted where nobody has typed any: what the fees are computed from. */
  quantities: IntakeDraft['feeQuantities']
  fees: FeeSheet
  /** What the citizen is promised; null while no procedure, time or calendar is known. */
  promise: PromisedTime | null
  change(update: (draft: IntakeDraft) => IntakeDraft): void
  patch(patch: Partial<IntakeDraft>): void
  patchApplicant(patch: Partial<IntakeDraft['applicant']>): void
  /** Money taken now; where it is not `partial` its amount follows the fee sheet. */
  pay(payment: IntakeDraft['payment'], partial: boolean): void
  changePlacements(update: (placements: Placement[]) => Placement[]): void
  /** Back to the draft as it was before the last card; null where there is none. */
  undoCard: (() => void) | null
  applyCard(next: IntakeDraft): void
  replace(draft: IntakeDraft): void
}

export function useIntake(first: () => IntakeDraft): Intake {
  const desk = useDesk()
  const catalogue = useLive(desk.catalogue)
  const agency = useLive(desk.session.current)?.agency ?? null
  const [draft, setDraft] = useState(first)
  const [partial, setPartial] = useState(() => isPartlyPaid(draft))
  const [beforeCard, setBeforeCard] = useState<IntakeDraft['applicant'] | null>(null)
  const now = useNow()
  const today = dayOf(now)

  const procedure = useMemo(
    () => (draft.procedureCode === null ? undefined : findProcedureInForce(catalogue, draft.procedureCode, today)),
    [catalogue, draft.procedureCode, today],
  )
  const quantities = useMemo(() => (procedure === undefined ? draft.feeQuantities : countQuantities(draft, procedure)), [procedure, draft])
  const fees = useMemo(
    () =>
      procedure === undefined
        ? { lines: [], totalVnd: 0 }
        : computeFees({
            rules: procedure.fees,
            quantities,
            channel: draft.channel,
            day: today,
            exemptionCode: draft.exemptionCode,
          }),
    [procedure, quantities, draft.channel, draft.exemptionCode, today],
  )
  const promise = useMemo((): PromisedTime | null => {
    const duration = procedure === undefined ? null : durationFor(procedure, draft.channel)
    const keeps = agency === null ? undefined : findAgency(catalogue, agency)?.calendar
    const calendar = catalogue.calendars.find((one) => one.id === `calendar:${keeps ?? ''}`)
    if (procedure === undefined || duration === null || agency === null || calendar === undefined) return null
    return {
      appointment: addDuration({ calendar, agency, from: now, duration, cutoff: procedure.cutoff }),
      duration,
      calendar,
      agency,
      from: now,
    }
  }, [catalogue, agency, procedure, draft.channel, now])

  // Money taken now follows the fee sheet, unless a part of it was typed.
  const shown = useMemo(() => payUpTo(draft, fees.totalVnd, partial), [draft, fees.totalVnd, partial])
  const withLines = useMemo(() => ({ ...shown, feeLines: fees.lines }), [shown, fees.lines])

  const change = useCallback((update: (draft: IntakeDraft) => IntakeDraft) => setDraft(update), [])
  const before = useRef(draft.applicant)
  before.current = draft.applicant
  return {
    draft: fees.lines === draft.feeLines ? shown : withLines,
    today,
    procedure,
    quantities,
    fees,
    promise,
    change,
    pay: useCallback((payment, isPartial) => {
      setPartial(isPartial)
      setDraft((old) => ({ ...old, payment }))
    }, []),
    patch: useCallback((patch) => setDraft((old) => ({ ...old, ...patch })), []),
    patchApplicant: useCallback((patch) => setDraft((old) => ({ ...old, applicant: { ...old.applicant, ...patch } })), []),
    changePlacements: useCallback((update) => setDraft((old) => changePlacements(old, update(old.placements))), []),
    undoCard:
      beforeCard === null
        ? null
        : () => {
            setDraft((old) => ({ ...old, applicant: beforeCard }))
            setBeforeCard(null)
          },
    applyCard: useCallback((next: IntakeDraft) => {
      setBeforeCard(before.current)
      setDraft(next)
    }, []),
    replace: useCallback((next: IntakeDraft) => {
      setBeforeCard(null)
      setPartial(isPartlyPaid(next))
      setDraft(next)
    }, []),
  }
}
