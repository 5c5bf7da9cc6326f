import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Dossier } from '#core/dossier/dossier.ts'
import type { ReconciliationCase } from '#core/reconciliation/case.ts'
import type { CaseId } from '#core/record/ids.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import type { CaseRow } from '#renderer/data/desk.ts'
import { type Choices, isFree, startChoices } from './choices.ts'
import { makeSettlement } from './decision.ts'
import { readDossier } from './read-dossier.ts'
import { type Decided, recentDecision } from './recent-decision.ts'

/** A case that can be decided together with others, and what its suggestion comes to. */
export type BulkItem = { row: CaseRow; dossier: Dossier; one: ReconciliationCase; choices: Choices }

/** Cases as they were when the list was opened: what comes in meanwhile has not been seen and is not accepted. */
export function useBulk(rows: readonly CaseRow[], onDone: () => void) {
  const { t } = useTranslation()
  const desk = useDesk()
  const person = useLive(desk.session.current)?.person
  const [asked] = useState(rows)
  const [items, setItems] = useState<BulkItem[]>([])
  const [chosen, setChosen] = useState<ReadonlySet<CaseId>>(new Set(rows.map((one) => one.id)))
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    let gone = false
    void listItems(desk, asked).then((found) => {
      if (gone) return
      setItems(found)
      setChosen(new Set(found.map((one) => one.row.id)))
    })
    return () => {
      gone = true
    }
  }, [desk, asked])
  const accept = async () => {
    setBusy(true)
    setError(null)
    const decided: Decided[] = []
    try {
      for (const { row, one, choices } of items) {
        if (!chosen.has(row.id)) continue
        const draft = { choices, reason: '', seen: [], paperSeen: '' }
        await desk.dossiers.run(row.dossierId, makeSettlement(one, draft, t('reconciliation.case.reasonFree')))
        decided.push({ caseId: row.id, dossierId: row.dossierId, code: row.dossierCode })
      }
      onDone()
    } catch (cause) {
      setError(cause)
      const done = new Set(decided.map((one) => one.caseId))
      setItems(items.filter((one) => !done.has(one.row.id)))
      setChosen(new Set([...chosen].filter((id) => !done.has(id))))
    } finally {
      setBusy(false)
      if (person !== undefined && decided.length > 0) recentDecision.set({ by: person, items: decided, undone: false })
    }
  }
  const toggle = (id: CaseId) =>
    setChosen((now) => {
      const next = new Set(now)
      if (!next.delete(id)) next.add(id)
      return next
    })
  return { items, chosen, toggle, busy, error, left: items.length, accept: () => void accept() }
}

async function listItems(desk: Parameters<typeof readDossier>[0], rows: readonly CaseRow[]): Promise<BulkItem[]> {
  const found = await Promise.all(
    rows.map(async (row): Promise<BulkItem[]> => {
      const dossier = (await readDossier(desk, row.dossierId))?.dossier
      const one = dossier?.cases?.find((each) => each.id === row.id)
      if (dossier === undefined || one === undefined || one.settled !== null || !isFree(one)) return []
      return [{ row, dossier, one, choices: startChoices(one) }]
    }),
  )
  return found.flat()
}
