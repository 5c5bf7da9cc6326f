import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { DayClose } from '#core/day-close/day-close.ts'
import { findAgency } from '#core/procedure/catalogue.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { SheetPreview } from '#renderer/features/forms/SheetPreview.tsx'
import { formatDay } from '#renderer/ui/format.ts'
import { KeyHint } from '#renderer/ui/KeyHint.tsx'
import { useShortcut } from '#renderer/ui/use-shortcut.ts'
import { makeCloseDocument } from './close-document.ts'

/** The sheet of one close, to look at, print and save. */
export function CloseSheet({ close, onClose }: { close: DayClose; onClose(): void }) {
  const { t } = useTranslation()
  const catalogue = useLive(useDesk().catalogue)
  const title = useRef<HTMLHeadingElement>(null)
  const day = formatDay(close.day)
  const document = useMemo(() => {
    const agency = findAgency(catalogue, close.agency)
    const name = agency?.name ?? close.agency
    const place = (agency?.shortName ?? name).replace(/^(phường|xã|đặc khu|tỉnh|UBND)\s+/i, '')
    return makeCloseDocument(close, { agency: name, office: agency?.officeName ?? name, place })
  }, [close, catalogue])
  useEffect(() => title.current?.focus(), [])
  useShortcut('Escape', t('ui.close'), onClose)
  return (
    <section className="mc-card mc-close-sheet" aria-labelledby="close-sheet">
      <div className="mc-close-sheet-head">
        <h2 id="close-sheet" ref={title} tabIndex={-1}>
          {t('dayClose.sheet.name', { day })}
        </h2>
        <Button size="small" icon={<CloseOutlined aria-hidden="true" />} onClick={onClose}>
          {t('ui.close')} <KeyHint keys="Esc" />
        </Button>
      </div>
      <SheetPreview name={t('dayClose.sheet.name', { day })} fileName={`chot-ngay-${close.day}`} document={document} />
    </section>
  )
}
