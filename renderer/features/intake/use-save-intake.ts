import { useRef, useState } from 'react'
import type { Dossier } from '#core/dossier/dossier.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import { useDesk } from '#renderer/app/use-desk.ts'
import { focusField } from './Field.tsx'
import type { Autosave } from './use-autosave.ts'
import type { Intake } from './use-intake.ts'

export type SavedIntake = { dossier: Dossier; form: '01' | '03' }

export type SaveIntake = {
  saving: boolean
  saved: SavedIntake | null
  error: unknown
  receive(): Promise<void>
  refuse(refusal: { reason: string; legalGround: string }): Promise<void>
  clear(): void
}

/** Turns the draft into a dossier. The draft is durable before that is tried, so a failure loses nothing. */
export function useSaveIntake(intake: Intake, autosave: Autosave): SaveIntake {
  const desk = useDesk()
  const [saved, setSaved] = useState<SavedIntake | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [saving, setSaving] = useState(false)
  const busy = useRef(false)

  const save = async (form: SavedIntake['form'], run: () => Promise<Dossier>) => {
    // Two quick Ctrl+Enter must not become two dossiers.
    if (busy.current) return
    busy.current = true
    setSaving(true)
    setError(null)
    try {
      await autosave.flush()
      const dossier = await run()
      autosave.stop()
      setSaved({ dossier, form })
    } catch (thrown) {
      setError(thrown)
      if (thrown instanceof RuleBroken && thrown.field !== undefined) focusField(thrown.field)
    } finally {
      busy.current = false
      setSaving(false)
    }
  }

  return {
    saving,
    saved,
    error,
    receive: () => save('01', () => desk.dossiers.receive({ ...intake.draft, feeQuantities: intake.quantities })),
    refuse: (refusal) => save('03', () => desk.dossiers.refuse(intake.draft, refusal)),
    clear: () => {
      setSaved(null)
      setError(null)
    },
  }
}
