import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Dossier } from '#core/dossier/dossier.ts'
import type { CaseChoice, ReconciliationCase } from '#core/reconciliation/case.ts'
import type { PageHash } from '#core/record/ids.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import type { CaseRow } from '#renderer/data/desk.ts'
import { startChoices } from './choices.ts'
import { type DraftDecision, type Lack, listLacks, makeSettlement } from './decision.ts'
import { focusLack } from './focus-lack.ts'
import { recentDecision } from './recent-decision.ts'

type Parts = { row: CaseRow; one: ReconciliationCase; dossier: Dossier }

/** The state of a decision that is being made. */
export type CaseForm = ReturnType<typeof useCaseForm>

/** Choices, reason and pages seen of one case; decides it and goes on to the next. */
export function useCaseForm({ row, one, dossier }: Parts) {
  const { t } = useTranslation()
  const desk = useDesk()
  const navigate = useNavigate()
  const person = useLive(desk.session.current)?.person
  const next = useNextCase(row)
  const [draft, setDraft] = useState<DraftDecision>(() => ({ choices: startChoices(one), reason: '', seen: [], paperSeen: '' }))
  const [pressed, setPressed] = useState(false)
  const [saving, setSaving] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const lacks = listLacks(one, draft, dossier.placements.length > 0)
  const change = (part: Partial<DraftDecision>) => setDraft((now) => ({ ...now, ...part }))
  const goOn = () => void navigate(next === undefined ? '/reconciliation' : `/reconciliation/${next.id}`)
  const settle = async () => {
    setSaving(true)
    setError(null)
    try {
      const said = {
        ...draft,
        paperSeen: draft.paperSeen.trim() && t('reconciliation.case.paperSeenOf', { paper: draft.paperSeen.trim() }),
      }
      await desk.dossiers.run(row.dossierId, makeSettlement(one, said, t('reconciliation.case.reasonFree')))
      if (person !== undefined) recentDecision.set({ by: person, items: [decidedOf(row)], undone: false })
      goOn()
    } catch (cause) {
      setError(cause)
      setSaving(false)
    }
  }
  const decide = () => {
    // What lies over the page has the keys: nobody decides a case unseen.
    if (saving || !row.mayDecide || document.querySelector('dialog[open]') !== null) return
    const [first] = lacks
    if (first === undefined) return void settle()
    setPressed(true)
    focusLack(first)
  }
  return {
    draft,
    lacks,
    pressed,
    saving,
    error,
    next,
    decide,
    goOn,
    choose: (choice: CaseChoice) => setDraft((now) => ({ ...now, choices: { ...now.choices, [choice.path]: choice } })),
    say: (reason: string) => change({ reason }),
    sayPaper: (paperSeen: string) => change({ paperSeen }),
    see: (page: PageHash) => setDraft((now) => (now.seen.includes(page) ? now : { ...now, seen: [...now.seen, page] })),
    isLacking: (lack: Lack['kind']) => pressed && lacks.some((each) => each.kind === lack),
  }
}

function decidedOf(row: CaseRow) {
  return { caseId: row.id, dossierId: row.dossierId, code: row.dossierCode }
}

/** The open case after this one that this official may decide, from the top again after the last. */
function useNextCase(row: CaseRow): CaseRow | undefined {
  const open = useLive(useDesk().reconciliation.cases).filter((one) => one.settledAt === null && (one.mayDecide || one.id === row.id))
  const at = open.findIndex((one) => one.id === row.id)
  return [...open.slice(at + 1), ...open.slice(0, Math.max(0, at))].find((one) => one.id !== row.id)
}
