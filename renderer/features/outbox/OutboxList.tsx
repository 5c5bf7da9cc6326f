import { CheckCircleOutlined, CloudUploadOutlined, InboxOutlined } from '@ant-design/icons'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { DataGrid } from '#renderer/ui/grid/DataGrid.tsx'
import { outboxColumns } from './outbox-columns.tsx'
import type { OutboxEntry, OutboxTab } from './split-outbox.ts'

const icons = {
  waiting: <CheckCircleOutlined aria-hidden="true" />,
  refused: <CheckCircleOutlined aria-hidden="true" />,
  delivered: <CloudUploadOutlined aria-hidden="true" />,
} satisfies Record<OutboxTab, unknown>

/** One list of the outbox; opening an item opens its dossier. */
export function OutboxList({ tab, items, onRetry }: { tab: OutboxTab; items: OutboxEntry[]; onRetry(key: string): void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [selected, setSelected] = useState<string | null>(null)
  const columns = useMemo(() => outboxColumns(t, tab, onRetry), [t, tab, onRetry])
  return (
    <DataGrid
      label={t(`outbox.tab.${tab}`)}
      columns={columns}
      rows={items}
      keyOf={(item) => item.key}
      selected={selected}
      onSelect={setSelected}
      onOpen={(item) => {
        if (item.dossierId !== null) void navigate(`/dossiers/${item.dossierId}`)
      }}
      rowHeightPx={tab === 'refused' ? 60 : 36}
      empty={
        <EmptyState icon={icons[tab] ?? <InboxOutlined aria-hidden="true" />} title={t(`outbox.empty.${tab}`)}>
          {t(`outbox.empty.${tab}Text`)}
        </EmptyState>
      }
    />
  )
}
