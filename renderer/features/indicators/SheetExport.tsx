import { FileExcelOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dayOf, toInstant } from '#core/record/instant.ts'
import { useBridge } from '#renderer/app/use-desk.ts'
import { writeDay } from '#renderer/features/forms/legal-text.ts'
import { SheetPreview } from '#renderer/features/forms/SheetPreview.tsx'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { useShortcut } from '#renderer/ui/use-shortcut.ts'
import type { ReportSheet } from './report-sheet.ts'
import { makeSheetDocument } from './sheet-document.ts'
import { writeWorkbook } from './write-workbook.ts'

/** A report to paper (seen first) and to a spreadsheet. */
export function SheetExport({ sheet, fileName }: { sheet: ReportSheet; fileName: string }) {
  const { t } = useTranslation()
  const bridge = useBridge()
  const [shown, setShown] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<{ what: string; detail: string } | null>(null)
  const document = useMemo(
    () => (shown ? makeSheetDocument(sheet, { writtenOn: capital(writeDay(dayOf(toInstant(Date.now())))) }) : null),
    [sheet, shown],
  )
  const save = async () => {
    setBusy(true)
    setFailure(null)
    try {
      const answer = await bridge.file.save({ name: `${fileName}.xlsx`, bytes: await writeWorkbook(sheet) })
      if (!answer.ok && answer.failure.code !== 'cancelled')
        setFailure({ what: `forms.failed.${answer.failure.code}`, detail: answer.failure.detail })
    } catch (error) {
      setFailure({ what: 'forms.failed.failed', detail: String(error) })
    } finally {
      setBusy(false)
    }
  }
  // Once the sheet is on the screen, the same key prints it.
  useShortcut('Ctrl+P', t('indicators.print'), () => setShown(true), !shown)
  return (
    <div className="mc-sheet-export">
      <div className="mc-actions">
        <Button icon={<PrinterOutlined aria-hidden="true" />} aria-expanded={shown} onClick={() => setShown(!shown)}>
          {t(shown ? 'indicators.hidePrint' : 'indicators.print')}
        </Button>
        <Button icon={<FileExcelOutlined aria-hidden="true" />} loading={busy} onClick={() => void save()}>
          {t('indicators.excel')}
        </Button>
      </div>
      {failure !== null && <ErrorNote what={t(failure.what)} safe={t('forms.safe')} todo={t('forms.todo')} detail={failure.detail} />}
      {document !== null && <SheetPreview name={sheet.title} fileName={fileName} document={document} />}
    </div>
  )
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)
