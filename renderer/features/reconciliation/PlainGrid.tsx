import { CheckCircleOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { DataGrid } from '#renderer/ui/grid/DataGrid.tsx'
import type { GridColumn } from '#renderer/ui/grid/grid-column.ts'
import type { ReconciliationTab } from './reconciliation-tabs.ts'

type Props<T> = {
  tab: ReconciliationTab
  label: string
  columns: GridColumn<T>[]
  rows: T[]
  keyOf(row: T): string
  rowHeightPx?: number
  onOpen?(row: T): void
}

/** A list of the reconciliation screen: what is selected is found again, and an empty one says what it is for. */
export function PlainGrid<T>({ tab, rows, keyOf, onOpen, rowHeightPx, ...grid }: Props<T>) {
  const { t } = useTranslation()
  const [selected, setSelected] = useState<string | null>(() => lastSelected.get(tab) ?? null)
  return (
    <DataGrid
      {...grid}
      rows={rows}
      keyOf={keyOf}
      selected={selected}
      onSelect={(key) => {
        lastSelected.set(tab, key)
        setSelected(key)
      }}
      {...(onOpen === undefined ? {} : { onOpen })}
      {...(rowHeightPx === undefined ? {} : { rowHeightPx })}
      empty={
        <EmptyState icon={<CheckCircleOutlined aria-hidden="true" />} title={t(`reconciliation.empty.${tab}`)}>
          {t(`reconciliation.empty.${tab}Text`)}
        </EmptyState>
      }
    />
  )
}

const lastSelected = new Map<ReconciliationTab, string>()
