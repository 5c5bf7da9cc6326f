import { Skeleton } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Dossier } from '#core/dossier/dossier.ts'
import { useBridge, useDesk, useLive } from '#renderer/app/use-desk.ts'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { useShortcut } from '#renderer/ui/use-shortcut.ts'
import type { FormNumber } from './form-template.ts'
import './form-preview.css'
import { PdfSheets } from './PdfSheets.tsx'
import { renderForm } from './render-form.ts'
import { SheetActions } from './SheetActions.tsx'
import { usePrinter } from './use-printer.ts'

type Props = {
  form: FormNumber
  dossier: Dossier
  /** Prints as soon as the sheet is drawn ("Lưu và in"). */
  printAtOnce?: boolean
  /** Told after every print or save that was recorded in the journal. */
  onPrinted?: (output: 'pdf' | 'printer') => void
}

/**
 * A form of TT 03/2025 as it will come out of the printer, with "In" (Ctrl+P) and "Lưu PDF". Each print and each saved PDF
 * becomes a `recordPrint` command, so the timeline says so.
 */
export function FormPreview({ form, dossier, printAtOnce = false, onPrinted }: Props) {
  const { t } = useTranslation()
  const desk = useDesk()
  const bridge = useBridge()
  const catalogue = useLive(desk.catalogue)
  const printer = usePrinter()
  const [pdf, setPdf] = useState<Uint8Array<ArrayBuffer> | null>(null)
  const [failure, setFailure] = useState<{ what: string; detail: string } | null>(null)
  const [busy, setBusy] = useState(false)
  const [printPending, setPrintPending] = useState(printAtOnce)

  const fail = useCallback(
    (what: string) => (error: unknown) => setFailure({ what, detail: error instanceof Error ? error.message : String(error) }),
    [],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: recording a print makes a new dossier object but no other sheet; `lastEvent` tells
  useEffect(() => {
    let stopped = false
    renderForm(form, dossier, catalogue).then(
      (bytes) => !stopped && setPdf(bytes),
      (error: unknown) => !stopped && fail('forms.failed.render')(error),
    )
    return () => {
      stopped = true
    }
  }, [form, dossier.id, dossier.lastEvent, catalogue, fail])

  const record = async (output: 'pdf' | 'printer') => {
    await desk.dossiers.run(dossier.id, { do: 'recordPrint', form, output })
    onPrinted?.(output)
  }

  const print = async () => {
    setBusy(true)
    setFailure(null)
    try {
      const answer = await bridge.print.page({ printer: printer.chosen, copies: 1, paper: 'A4' })
      if (answer.ok) await record('printer')
      else if (answer.failure.code !== 'cancelled')
        setFailure({ what: `forms.failed.${answer.failure.code}`, detail: answer.failure.detail })
    } catch (error) {
      fail('forms.failed.record')(error)
    } finally {
      setBusy(false)
    }
  }

  const savePdf = async () => {
    if (pdf === null) return
    setBusy(true)
    setFailure(null)
    try {
      const answer = await bridge.file.save({ name: `${dossier.code}-mau-${form}.pdf`, bytes: pdf })
      if (answer.ok && answer.value.saved) await record('pdf')
      if (!answer.ok && answer.failure.code !== 'cancelled')
        setFailure({ what: `forms.failed.${answer.failure.code}`, detail: answer.failure.detail })
    } catch (error) {
      fail('forms.failed.record')(error)
    } finally {
      setBusy(false)
    }
  }

  useShortcut('Ctrl+P', t('forms.print'), () => void print(), pdf !== null && !busy)

  return (
    <section className="mc-form-preview" aria-label={t('forms.previewOf', { form: t(`forms.name.${form}`) })}>
      <SheetActions ready={pdf !== null} busy={busy} printer={printer} onPrint={() => void print()} onSave={() => void savePdf()} />
      {failure !== null && <ErrorNote what={t(failure.what)} safe={t('forms.safe')} todo={t('forms.todo')} detail={failure.detail} />}
      {pdf === null && failure === null && <Skeleton active paragraph={{ rows: 12 }} />}
      {pdf !== null && (
        <PdfSheets
          pdf={pdf}
          label={(page, pages) => t('forms.sheet', { form: t(`forms.name.${form}`), page, pages })}
          onDrawn={() => {
            if (!printPending) return
            setPrintPending(false)
            void print()
          }}
          onFailed={fail('forms.failed.draw')}
        />
      )}
    </section>
  )
}
