import { Skeleton } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BridgeAnswer } from '#core/bridge/contract.ts'
import { useBridge } from '#renderer/app/use-desk.ts'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { useShortcut } from '#renderer/ui/use-shortcut.ts'
import './form-preview.css'
import { PdfSheets } from './PdfSheets.tsx'
import type { DocumentDefinition } from './pdfmake-browser.ts'
import { renderDocument } from './render-form.ts'
import { SheetActions } from './SheetActions.tsx'
import { usePrinter } from './use-printer.ts'

type Props = { name: string; fileName: string; document: DocumentDefinition }

/** A sheet of A4 that belongs to no dossier, as it will come out of the printer, with "In" (Ctrl+P) and "Lưu PDF". */
export function SheetPreview({ name, fileName, document }: Props) {
  const { t } = useTranslation()
  const bridge = useBridge()
  const printer = usePrinter()
  const [pdf, setPdf] = useState<Uint8Array<ArrayBuffer> | null>(null)
  const [failure, setFailure] = useState<{ what: string; detail: string } | null>(null)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    let stopped = false
    renderDocument(document).then(
      (bytes) => !stopped && setPdf(bytes),
      (error: unknown) => !stopped && setFailure({ what: 'forms.failed.render', detail: String(error) }),
    )
    return () => {
      stopped = true
    }
  }, [document])
  const run = async (act: () => Promise<BridgeAnswer<unknown>>) => {
    setBusy(true)
    setFailure(null)
    const answer = await act()
    setBusy(false)
    if (!answer.ok && answer.failure.code !== 'cancelled')
      setFailure({ what: `forms.failed.${answer.failure.code}`, detail: answer.failure.detail })
  }
  const print = () => run(() => bridge.print.page({ printer: printer.chosen, copies: 1, paper: 'A4' }))
  const save = () => run(async () => bridge.file.save({ name: `${fileName}.pdf`, bytes: pdf ?? new Uint8Array() }))
  useShortcut('Ctrl+P', t('forms.print'), () => void print(), pdf !== null && !busy)
  return (
    <div className="mc-form-preview">
      <SheetActions ready={pdf !== null} busy={busy} printer={printer} onPrint={() => void print()} onSave={() => void save()} />
      {failure !== null && <ErrorNote what={t(failure.what)} safe={t('forms.safe')} todo={t('forms.todo')} detail={failure.detail} />}
      {pdf === null && failure === null && <Skeleton active paragraph={{ rows: 12 }} />}
      {pdf !== null && (
        <PdfSheets
          pdf={pdf}
          label={(page, pages) => `${name} (${page}/${pages})`}
          onFailed={(error) => setFailure({ what: 'forms.failed.draw', detail: String(error) })}
        />
      )}
    </div>
  )
}
