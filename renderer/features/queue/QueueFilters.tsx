import { FilterOutlined } from '@ant-design/icons'
import { Input, type InputRef, Select } from 'antd'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { useShortcut } from '#renderer/ui/use-shortcut.ts'
import { changeQuery, type QueueView } from './queue-view.ts'

/** Words and sector that narrow the list. */
export function QueueFilters({ view, onView }: { view: QueueView; onView(next: QueueView): void }) {
  const { t } = useTranslation()
  const rows = useLive(useDesk().dossiers.rows)
  const field = useRef<InputRef>(null)
  const sectors = useMemo(() => [...new Set(rows.map((row) => row.sector))].sort((a, b) => a.localeCompare(b, 'vi')), [rows])
  useShortcut('/', t('queue.filterKey'), () => field.current?.focus({ cursor: 'all' }))
  return (
    <>
      <Input
        ref={field}
        className="mc-queue-filter"
        allowClear
        prefix={<FilterOutlined aria-hidden="true" />}
        value={view.text}
        placeholder={t('queue.filter')}
        aria-label={t('queue.filter')}
        aria-keyshortcuts="/"
        onChange={(event) => onView(changeQuery(view, { text: event.target.value }))}
      />
      <Select
        className="mc-queue-sector"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={view.sector}
        placeholder={t('queue.sector')}
        aria-label={t('queue.sector')}
        options={sectors.map((sector) => ({ value: sector, label: sector }))}
        onChange={(sector: string | undefined) => onView(changeQuery(view, { sector: sector ?? null }))}
      />
    </>
  )
}
