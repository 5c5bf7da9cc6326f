import { useEffect, useRef, useState } from 'react'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import type { DossierPage } from '#renderer/data/desk.ts'
import { isViewDue } from './is-view-due.ts'

/**
 * Writes the view of personal data to the journal, once per opening and at most every 15 minutes per official.
 * @returns the error where it could not be written, else null
 */
export function useRecordView(page: DossierPage): unknown {
  const desk = useDesk()
  const person = useLive(desk.session.current)?.person
  const recorded = useRef('')
  const [error, setError] = useState<unknown>(null)
  const permitted = page.allowed.some((one) => one.command === 'recordView' && one.refusedBecause === null)
  const { id } = page.dossier
  useEffect(() => {
    const opening = `${id} ${person ?? ''}`
    if (person === undefined || !permitted || recorded.current === opening) return
    recorded.current = opening
    if (isViewDue(page.timeline, person, Date.now())) desk.dossiers.run(id, { do: 'recordView' }).catch(setError)
  }, [desk, id, person, permitted, page.timeline])
  return error
}
