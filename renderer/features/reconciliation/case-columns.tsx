import { WarningFilled } from '@ant-design/icons'
import type { TFunction } from 'i18next'
import type { Oversight } from '#core/reconciliation/oversight.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import type { CaseRow } from '#renderer/data/desk.ts'
import { DossierCode } from '#renderer/ui/DossierCode.tsx'
import type { GridColumn } from '#renderer/ui/grid/grid-column.ts'
import { InstantText } from '#renderer/ui/InstantText.tsx'
import { Tag } from '#renderer/ui/Tag.tsx'
import { describeAge, isLoud } from './case-age.ts'
import { Differences } from './Differences.tsx'
import { describeValue, labelOf } from './field-words.ts'
import { markDifferences } from './mark-differences.ts'
import { oldestUnsent } from './reconciliation-tabs.ts'
import { readStory } from './step-story.ts'

type Look = { agencyName(slug: AgencySlug): string; oversight: Oversight | null; nowMs: number }

/** Giám sát: Đơn vị, Tuổi, Hồ sơ, Trường lệch, Hai giá trị, Ai giữ giấy/Ai quyết, Quầy chưa gửi từ. */
export function openCaseColumns(t: TFunction, look: Look): GridColumn<CaseRow>[] {
  const unsent = oldestUnsent(look.oversight)
  return [
    agencyColumn(t, look),
    { id: 'age', title: t('reconciliation.column.age'), width: '108px', cell: (row) => <Age row={row} t={t} nowMs={look.nowMs} /> },
    dossierColumn(t),
    fieldsColumn(t),
    valuesColumn(t),
    {
      id: 'decider',
      title: t('reconciliation.column.decider'),
      width: 'minmax(130px, 0.7fr)',
      cell: ({ decider }) => <span title={`${decider.name} ${decider.phone}`.trim()}>{decider.name}</span>,
    },
    {
      id: 'unsent',
      title: t('reconciliation.column.unsent'),
      width: '132px',
      cell: () =>
        unsent === null ? (
          <span className="mc-soft">{t('reconciliation.allSent')}</span>
        ) : (
          <span title={t('reconciliation.unsentSince', { desk: unsent.deskName })}>
            {unsent.deskName} <InstantText at={unsent.since} brief="day" />
          </span>
        ),
    },
  ]
}

/** What was decided: when, what, by whom, why, and the way back while the day lasts. */
export function settledCaseColumns(t: TFunction, look: Look, reopen: (row: CaseRow) => React.ReactNode): GridColumn<CaseRow>[] {
  return [
    {
      id: 'settledAt',
      title: t('reconciliation.column.settledAt'),
      width: '136px',
      cell: ({ settledAt }) => settledAt !== null && <InstantText at={settledAt} brief />,
    },
    dossierColumn(t),
    fieldsColumn(t),
    {
      id: 'settledBy',
      title: t('reconciliation.column.settledBy'),
      width: 'minmax(130px, 0.8fr)',
      cell: ({ settled }) => settled?.byName,
    },
    {
      id: 'reason',
      title: t('reconciliation.column.reason'),
      width: 'minmax(180px, 2fr)',
      cell: ({ settled }) => <span title={settled?.reason}>{settled?.reason}</span>,
    },
    { id: 'reopen', title: t('reconciliation.column.action'), width: '112px', align: 'end', cell: reopen },
    agencyColumn(t, look),
  ]
}

function agencyColumn(t: TFunction, { agencyName }: Look): GridColumn<CaseRow> {
  return {
    id: 'agency',
    title: t('reconciliation.column.agency'),
    width: 'minmax(116px, 0.5fr)',
    cell: ({ receivingAgency }) => agencyName(receivingAgency),
  }
}

function dossierColumn(t: TFunction): GridColumn<CaseRow> {
  return {
    id: 'dossier',
    title: t('reconciliation.column.dossier'),
    width: 'minmax(210px, 1.2fr)',
    cell: (row) => (
      <span className="mc-case-dossier" title={`${row.dossierCode} ${row.applicantName}`}>
        <DossierCode code={row.dossierCode} short /> <span>{row.applicantName}</span>
      </span>
    ),
  }
}

function fieldsColumn(t: TFunction): GridColumn<CaseRow> {
  return {
    id: 'fields',
    title: t('reconciliation.column.fields'),
    width: 'minmax(120px, 0.8fr)',
    cell: ({ fields }) => {
      const names = fields.map((path) => labelOf(t, path))
      return (
        <span title={names.join(', ')}>
          {names[0]}
          {names.length > 1 && <span className="mc-soft"> {t('reconciliation.more', { count: names.length - 1 })}</span>}
        </span>
      )
    },
  }
}

function valuesColumn(t: TFunction): GridColumn<CaseRow> {
  return {
    id: 'values',
    title: t('reconciliation.column.values'),
    width: 'minmax(210px, 2fr)',
    cell: ({ peek }) => <Peek t={t} peek={peek} />,
  }
}

function Peek({ t, peek }: { t: TFunction; peek: CaseRow['peek'] }) {
  const say = (value: CaseRow['peek']['mine']) => (peek.path === 'step' ? sayStep(t, value) : describeValue(t, peek.path, value))
  const [mine, theirs] = [say(peek.mine), say(peek.theirs)]
  const marked = peek.path === 'step' ? null : markDifferences(mine, theirs)
  return (
    <span className="mc-peek" title={t('reconciliation.versus', { mine, theirs })}>
      <span>{marked === null ? mine : <Differences parts={marked.left} />}</span>
      <span className="mc-soft" aria-hidden="true">
        |
      </span>
      <span>{marked === null ? theirs : <Differences parts={marked.right} />}</span>
    </span>
  )
}

function sayStep(t: TFunction, bundle: CaseRow['peek']['mine']): string {
  const story = readStory(bundle)
  if (story === null) return t('reconciliation.step.unreadable')
  return story.stage === null ? t(`ui.status.${story.status}`) : t(`ui.stage.${story.stage}`)
}

function Age({ row, t, nowMs }: { row: CaseRow; t: TFunction; nowMs: number }) {
  const age = describeAge(t, row.openedAt, nowMs)
  if (!isLoud(row.openedAt, nowMs)) return <span className="mc-figures">{age}</span>
  return (
    <Tag tone="red" strong icon={<WarningFilled aria-hidden="true" />} title={t('reconciliation.overdue')}>
      {age}
      <span className="mc-hidden"> {t('reconciliation.overdue')}</span>
    </Tag>
  )
}
