import { PrinterOutlined, SaveOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { KeyHint } from '#renderer/ui/KeyHint.tsx'
import type { usePrinter } from './use-printer.ts'

type Props = { ready: boolean; busy: boolean; printer: ReturnType<typeof usePrinter>; onPrint(): void; onSave(): void }

/** Print, save as PDF, and which printer, above any sheet. */
export function SheetActions({ ready, busy, printer, onPrint, onSave }: Props) {
  const { t } = useTranslation()
  return (
    <div className="mc-form-actions">
      <Button
        type="primary"
        icon={<PrinterOutlined aria-hidden="true" />}
        disabled={!ready}
        loading={busy}
        onClick={onPrint}
        aria-keyshortcuts="Control+P"
      >
        {t('forms.print')} <KeyHint keys="Ctrl+P" />
      </Button>
      <Button icon={<SaveOutlined aria-hidden="true" />} disabled={!ready || busy} onClick={onSave}>
        {t('forms.savePdf')}
      </Button>
      {printer.names.length > 0 && (
        <Select
          aria-label={t('forms.printer')}
          className="mc-form-printer"
          value={printer.chosen ?? ''}
          onChange={(name) => printer.choose(name === '' ? null : name)}
          options={[{ value: '', label: t('forms.systemDialog') }, ...printer.names.map((name) => ({ value: name, label: name }))]}
        />
      )}
    </div>
  )
}
