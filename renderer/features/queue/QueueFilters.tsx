import { FilterOutlined } from '@ant-design/icons'
import { Input, type InputRef, Select } from 'antd'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgencySlug } from '#core/record/ids.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { useShortcut } from '#renderer/ui/use-shortcut.ts'
import { changeQuery, type QueueView } from './queue-view.ts'
import type { Commune } from './use-communes.ts'

/** Words, sector and, where the desk works for several, the commune that narrow the list. */
export function QueueFilters({ view, onView, communes }: { view: QueueView; onView(next: QueueView): void; communes: Commune[] }) {
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
      {communes.length > 1 && (
        <Select
          className="mc-queue-sector"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={view.agency}
          placeholder={t('queue.commune')}
          aria-label={t('queue.commune')}
          options={communes.map(({ slug, name }) => ({ value: slug, label: name }))}
          onChange={(agency: AgencySlug | undefined) => onView(changeQuery(view, { agency: agency ?? null }))}
        />
      )}
    </>
  )
}
