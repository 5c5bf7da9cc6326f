import { useEffect, useRef, useState } from 'react'
import type { DossierCommand } from '#core/dossier/command.ts'
import type { Dossier } from '#core/dossier/dossier.ts'
import { dayOf, toInstant } from '#core/record/instant.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { fieldId } from './ActionField.tsx'
import { type ActionDraft, startDraft } from './action-draft.ts'
import { asksFirst, type FieldName, fieldsOf } from './action-fields.ts'
import type { ActionName } from './action-list.ts'
import { type Fault, fieldAt, makeCommand } from './make-command.ts'

/** State of one action's form: the draft, what is wrong with it, whether it is being asked about or saved. */
export type ActionForm = ReturnType<typeof useActionForm>

/** Runs an action's form: checks, asks where needed, saves, and puts the focus where the person goes on. */
export function useActionForm(action: ActionName, dossier: Dossier, onDone: () => void) {
  const desk = useDesk()
  const catalogue = useLive(desk.catalogue)
  const [draft, setDraft] = useState(() => startDraft(dossier, catalogue, dayOf(toInstant(Date.now()))))
  const [faults, setFaults] = useState<Fault[]>([])
  const [asking, setAsking] = useState(false)
  const [saving, setSaving] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const first = useRef(fieldsOf(action, draft)[0]?.name)
  useEffect(() => focusField(first.current), [])

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
      onDone()
    } catch (reason) {
      setError(reason)
      setSaving(false)
      if (reason instanceof RuleBroken && reason.field !== undefined) blame([{ field: fieldAt(action, reason.field), fault: 'invalid' }])
      else setAsking(false)
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

function focusField(name: FieldName | undefined): void {
  if (name !== undefined) document.getElementById(fieldId(name))?.focus()
}
