import { useEffect, useRef, useState } from 'react'
import type { DossierCommand } from '#core/dossier/command.ts'
import type { Dossier } from '#core/dossier/dossier.ts'
import { dayOf, toInstant } from '#core/record/instant.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { rebaseCorrection } from '../correction/correction-draft.ts'
import { type ActionDraft, startDraft } from './action-draft.ts'
import { asksFirst, fieldsOf } from './action-fields.ts'
import type { ActionName } from './action-list.ts'
import { focusField } from './focus-field.ts'
import { type Fault, fieldAt, makeCommand } from './make-command.ts'
import { rebaseSheets } from './rebase-sheets.ts'

/** Half-filled forms of one dossier, and the dossier each was begun on. They outlive a closed form, not the page. */
export type KeptDrafts = Map<ActionName, { draft: ActionDraft; base: Dossier }>

/** State of one action's form: the draft, what is wrong with it, whether it is being asked about or saved. */
export type ActionForm = ReturnType<typeof useActionForm>

type Parts = { action: ActionName; dossier: Dossier; kept: KeptDrafts; onDone: () => void }

/** Runs an action's form: checks, asks where needed, saves, and puts the focus where the person goes on. */
export function useActionForm({ action, dossier, kept, onDone }: Parts) {
  const desk = useDesk()
  const { draft, setDraft } = useDraft({ action, dossier, kept })
  const [faults, setFaults] = useState<Fault[]>([])
  const [asking, setAsking] = useState(false)
  const [saving, setSaving] = useState(false)
  const [error, setError] = useState<unknown>(null)

  const change = (update: (draft: ActionDraft) => Partial<ActionDraft>) => {
    setDraft((now) => ({ ...now, ...update(now) }))
    setFaults([])
    setAsking(false)
  }
  const blame = (found: Fault[]) => {
    setFaults(found)
    setAsking(false)
    focusField(found[0]?.field)
  }
  const run = async (command: DossierCommand) => {
    setSaving(true)
    setError(null)
    try {
      await desk.dossiers.run(dossier.id, command)
      kept.delete(action)
      onDone()
    } catch (reason) {
      setError(reason)
      setSaving(false)
      setAsking(false)
      if (reason instanceof RuleBroken && reason.field !== undefined) blame([{ field: fieldAt(action, reason.field), fault: 'invalid' }])
    }
  }
  const save = () => {
    if (saving) return
    const made = makeCommand(action, draft)
    if (!made.ok) blame(made.faults)
    else if (asksFirst(action, draft) && !asking) setAsking(true)
    else void run(made.command)
  }
  return { action, dossier, draft, faults, asking, saving, error, change, save, lookAgain: () => setAsking(false) }
}

/** The draft, begun or found again; it follows the dossier when another desk changes its papers meanwhile. */
function useDraft({ action, dossier, kept }: Omit<Parts, 'onDone'>) {
  const catalogue = useLive(useDesk().catalogue)
  const found = kept.get(action)
  const base = useRef(found?.base ?? dossier)
  const [draft, setDraft] = useState(() => found?.draft ?? startDraft(dossier, catalogue, dayOf(toInstant(Date.now()))))
  const first = useRef(fieldsOf(action, draft)[0]?.name)
  useEffect(() => focusField(first.current), [])
  useEffect(() => {
    const before = base.current
    base.current = dossier
    if (before.papers !== dossier.papers || before.placements !== dossier.placements) {
      setDraft((now) => ({ ...now, ...rebaseSheets(before, now, dossier) }))
    }
    if (before !== dossier) setDraft((now) => ({ ...now, correction: rebaseCorrection(now.correction, dossier) }))
  }, [dossier])
  useEffect(() => {
    kept.set(action, { draft, base: base.current })
  }, [kept, action, draft])
  return { draft, setDraft }
}
