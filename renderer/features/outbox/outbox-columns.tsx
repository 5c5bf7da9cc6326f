import { CalendarOutlined, FileImageOutlined, FileTextOutlined, HistoryOutlined, RedoOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { TFunction } from 'i18next'
import { EventType } from '#core/journal/event.ts'
import type { OutboxItem } from '#renderer/data/desk.ts'
import { formatSize } from '#renderer/ui/format.ts'
import type { GridColumn } from '#renderer/ui/grid/grid-column.ts'
import { InstantText } from '#renderer/ui/InstantText.tsx'
import { SyncTag } from '#renderer/ui/SyncTag.tsx'
import type { OutboxEntry, OutboxTab } from './split-outbox.ts'

const icons = {
  dossier: <FileTextOutlined aria-hidden="true" />,
  event: <HistoryOutlined aria-hidden="true" />,
  page: <FileImageOutlined aria-hidden="true" />,
  close: <CalendarOutlined aria-hidden="true" />,
}

/** Kind, item, author, state, time, size; a refused item also says why and can be sent again. */
export function outboxColumns(t: TFunction, tab: OutboxTab, onRetry: (key: string) => void): GridColumn<OutboxEntry>[] {
  const common: GridColumn<OutboxEntry>[] = [
    {
      id: 'kind',
      title: t('outbox.column.kind'),
      width: '100px',
      cell: (item) => (
        <span className="mc-outbox-kind">
          <span aria-hidden="true">{icons[item.kind]}</span> {t(`outbox.kind.${item.kind}`)}
        </span>
      ),
    },
    {
      id: 'title',
      title: t('outbox.column.title'),
      width: 'minmax(208px, 1fr)',
      cell: (item) => <span className="mc-code">{titleOfItem(t, item)}</span>,
    },
    { id: 'author', title: t('outbox.column.author'), width: 'minmax(120px, 0.7fr)', cell: (item) => item.author },
  ]
  const size: GridColumn<OutboxEntry> = {
    id: 'size',
    title: t('outbox.column.size'),
    width: '100px',
    align: 'end',
    cell: (item) => <span className="mc-figures">{formatSize(item.sizeBytes)}</span>,
  }
  if (tab === 'refused') return [...common, reasonColumn(t), sinceColumn(t), retryColumn(t, onRetry)]
  const state: GridColumn<OutboxEntry> = {
    id: 'state',
    title: t('outbox.column.state'),
    width: 'minmax(200px, 1fr)',
    cell: (item) => <SyncTag state={item.state} at={item.at} plain />,
  }
  return [...common, state, tab === 'delivered' ? deliveredColumn(t) : sinceColumn(t), size]
}

function reasonColumn(t: TFunction): GridColumn<OutboxEntry> {
  return {
    id: 'reason',
    title: t('outbox.column.reason'),
    width: 'minmax(280px, 2fr)',
    cell: ({ refusal }) =>
      refusal === null ? null : (
        <span className="mc-outbox-reason" title={refusal.reason}>
          <span>{t(`ui.refusal.${refusal.code}`)}</span>
          <span className="mc-soft">{refusal.reason}</span>
        </span>
      ),
  }
}

function retryColumn(t: TFunction, onRetry: (key: string) => void): GridColumn<OutboxEntry> {
  return {
    id: 'retry',
    title: t('outbox.column.action'),
    width: '120px',
    align: 'end',
    cell: (item) => (
      <Button
        size="small"
        icon={<RedoOutlined aria-hidden="true" />}
        aria-label={t('outbox.retryItem', { title: titleOfItem(t, item) })}
        onClick={(event) => {
          event.stopPropagation()
          onRetry(item.key)
        }}
      >
        {t('outbox.retry')}
      </Button>
    ),
  }
}

function sinceColumn(t: TFunction): GridColumn<OutboxEntry> {
  return { id: 'since', title: t('outbox.column.since'), width: '148px', cell: (item) => <InstantText at={item.since} brief /> }
}

function deliveredColumn(t: TFunction): GridColumn<OutboxEntry> {
  return {
    id: 'acknowledged',
    title: t('outbox.column.acknowledged'),
    width: '148px',
    cell: (item) => <InstantText at={item.acknowledgedAt ?? item.since} brief />,
  }
}

/** Dossier code, the event's name or the page's number. */
export function titleOfItem(t: TFunction, item: Pick<OutboxItem, 'kind' | 'title'>): string {
  if (item.kind === 'event' && EventType.safeParse(item.title).success) return t(`dossier.event.${item.title}`)
  if (item.kind === 'page' && /^\d+$/.test(item.title)) return t('outbox.page', { number: item.title })
  if (item.kind === 'close') return t('outbox.closeOf', { day: item.title })
  return item.title
}
