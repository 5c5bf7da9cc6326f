import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { findReceiptInQr } from '#core/dossier/receipt-qr.ts'
import { type CitizenCard, parseCitizenCardQr } from '#core/identity/citizen-card.ts'
import { useDesk } from '#renderer/app/use-desk.ts'
import type { CardNews } from './CardNotice.tsx'
import { fillFromCard, isCitizenEmpty } from './intake-changes.ts'
import type { Intake } from './use-intake.ts'
import { useScanCapture } from './use-scan-capture.ts'

/** Cards and receipts scanned during intake. An empty citizen block fills at once; a filled one asks; Ctrl+Z takes it back. */
export function useCardScan(intake: Intake, enabled: boolean): { news: CardNews; replace(): void; clear(): void } {
  const desk = useDesk()
  const navigate = useNavigate()
  const [news, setNews] = useState<CardNews>(null)

  const fill = (card: CitizenCard) => {
    // The name that an earlier dossier of this number has, where a Vietnamese keyboard bent the scanned one.
    const known = desk.dossiers.ofPerson(card.personalId)[0]?.applicantName ?? null
    intake.applyCard(fillFromCard(intake.draft, card, { name: known, unitCode: null }))
    setNews({ kind: 'filled', card })
  }

  useScanCapture((text) => {
    const receipt = findReceiptInQr(text)
    const row = receipt === undefined ? undefined : desk.dossiers.search(receipt.code, 1)[0]
    if (row !== undefined) return void navigate(`/dossiers/${encodeURIComponent(row.id)}`)
    if (!enabled) return
    const reading = parseCitizenCardQr(text, intake.today)
    if (!reading.ok) setNews({ kind: 'refused', reason: reading.reason })
    else if (isCitizenEmpty(intake.draft)) fill(reading.card)
    else setNews({ kind: 'occupied', card: reading.card })
  })

  const undo = intake.undoCard
  useEffect(() => {
    if (undo === null) return
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.ctrlKey || event.shiftKey || event.key.toLowerCase() !== 'z') return
      event.preventDefault()
      undo()
      setNews(null)
    }
    window.addEventListener('keydown', onKeyDown, true)
    return () => window.removeEventListener('keydown', onKeyDown, true)
  }, [undo])

  return { news, replace: () => news?.kind === 'occupied' && fill(news.card), clear: () => setNews(null) }
}
