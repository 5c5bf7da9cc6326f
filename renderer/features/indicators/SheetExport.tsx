import { FileExcelOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button, Pagination } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dayOf, toInstant } from '#core/record/instant.ts'
import { PageLoading } from '#renderer/app/PageLoading.tsx'
import { useBridge } from '#renderer/app/use-desk.ts'
import { writeDay } from '#renderer/features/forms/legal-text.ts'
import { SheetPreview } from '#renderer/features/forms/SheetPreview.tsx'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { useShortcut } from '#renderer/ui/use-shortcut.ts'
import type { ReportSheet, SheetPicture } from './report-sheet.ts'
import { makeSheetDocument } from './sheet-document.ts'
import { countParts, partOfSheet, rowsOfPart } from './sheet-parts.ts'
import { drawSheetPicture } from './sheet-picture.ts'
import { writeWorkbook } from './write-workbook.ts'

type Props = {
  /** What the screen shows. */
  sheet: ReportSheet
  fileName: string
  /** The same with every row, where the screen may have only the first of them. */
  whole?: (() => Promise<ReportSheet>) | undefined
}

/** A report to paper (seen first, a long one in parts) and to a spreadsheet (always in whole). */
export function SheetExport({ sheet, fileName, whole }: Props) {
  const { t } = useTranslation()
  const bridge = useBridge()
  const [shown, setShown] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<{ what: string; detail: string } | null>(null)
  const [part, setPart] = useState(1)
  const printed = usePaper(shown, { sheet, whole })
  const document = useMemo(() => {
    if (printed.sheet === null) return null
    const shownPart = partOfSheet(printed.sheet, Math.min(part, countParts(printed.sheet)), (rows) => t('indicators.list.part', rows))
    return makeSheetDocument(shownPart, { writtenOn: capital(writeDay(dayOf(toInstant(Date.now())))), picture: printed.picture })
  }, [printed.sheet, printed.picture, part, t])
  const save = async () => {
    setBusy(true)
    setFailure(null)
    try {
      const { sheet: saved, picture } = await toPaper(whole ?? sheet)
      const answer = await bridge.file.save({ name: `${fileName}.xlsx`, bytes: await writeWorkbook(saved, picture) })
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
      {printed.error !== null && <ErrorNote error={printed.error} />}
      {shown && printed.sheet === null && printed.error === null && <PageLoading />}
      {printed.sheet !== null && countParts(printed.sheet) > 1 && (
        <div className="mc-actions">
          <span>{t('indicators.list.parts', { count: countParts(printed.sheet) })}</span>
          <Pagination
            size="small"
            current={part}
            total={printed.sheet.rows.length}
            pageSize={rowsOfPart}
            showSizeChanger={false}
            onChange={setPart}
          />
        </div>
      )}
      {document !== null && (
        <SheetPreview
          name={sheet.title}
          fileName={printed.sheet !== null && countParts(printed.sheet) > 1 ? `${fileName}-${part}` : fileName}
          document={document}
        />
      )}
    </div>
  )
}

type Source = ReportSheet | (() => Promise<ReportSheet>)
type Paper = { sheet: ReportSheet; picture: SheetPicture | undefined }
type HeldPaper = { sheet: ReportSheet | null; picture?: SheetPicture | undefined; error: unknown }

async function toPaper(source: Source): Promise<Paper> {
  const sheet = typeof source === 'function' ? await source() : source
  return { sheet, picture: await drawSheetPicture(sheet) }
}

/** The sheet as it is printed, while it is shown: with every row and its picture. */
function usePaper(shown: boolean, { sheet, whole }: Pick<Props, 'sheet' | 'whole'>): HeldPaper {
  const [held, setHeld] = useState<(HeldPaper & { of: Source }) | null>(null)
  const of = whole ?? sheet
  const isReady = whole === undefined && sheet.chart === undefined
  useEffect(() => {
    if (!shown || isReady) return
    let isOld = false
    toPaper(of).then(
      (paper) => !isOld && setHeld({ of, ...paper, error: null }),
      (error: unknown) => !isOld && setHeld({ of, sheet: null, error }),
    )
    return () => {
      isOld = true
    }
  }, [shown, isReady, of])
  if (!shown) return { sheet: null, error: null }
  if (isReady) return { sheet, error: null }
  return held?.of === of ? held : { sheet: null, error: null }
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)
