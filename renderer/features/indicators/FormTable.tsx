import { useTranslation } from 'react-i18next'
import type { IndicatorGroup } from '#core/indicators/indicator-answers.ts'
import type { GroupBy } from '#core/indicators/indicator-question.ts'
import { type Column06a, columns06a, onTimeShare, outcomesOf, report06aRow } from '#core/indicators/report-06a.ts'
import { sumGroups } from '#core/indicators/sum-groups.ts'
import type { Origin } from '#core/indicators/tally.ts'
import '#renderer/ui/plain-table.css'
import { formatCount, formatShare } from './format-figures.ts'
import { nameOfGroup } from './name-of-group.ts'
import { type OpenedNumber, rowWish } from './report-view.ts'

type Props = { groups: readonly IndicatorGroup[]; by: GroupBy; onOpen(opened: OpenedNumber): void }

const originsOf: Partial<Record<Column06a, readonly Origin[]>> = { c4: ['online'], c5: ['direct'], c6: ['carried'] }
const late: readonly Column06a[] = ['c10', 'c13']

/** The columns of report II.06a/VPCP/KSTT; every number opens the dossiers behind it. */
export function FormTable({ groups, by, onOpen }: Props) {
  const { t } = useTranslation()
  const all = sumGroups(groups)
  const rows = [...groups.map((group) => ({ ...group, name: nameOfGroup(t, by, group), row: rowWish(by, group.key) }))]
  return (
    <div className="mc-table-scroll">
      <table className="mc-plain-table mc-form-table" aria-label={t('indicators.form.name')}>
        <FormHead by={by} />
        <tbody>
          {rows.map(({ key, name, tally, extras, row }) => (
            <FormRow key={key} name={name} figures={{ tally, extras }} onOpen={(opened) => onOpen({ ...opened, row })} />
          ))}
        </tbody>
        <tfoot>
          <FormRow name={t('indicators.form.total')} figures={all} onOpen={onOpen} />
        </tfoot>
      </table>
    </div>
  )
}

function FormHead({ by }: { by: GroupBy }) {
  const { t } = useTranslation()
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2}>
          {t(`indicators.by.${by}`)}
        </th>
        <th scope="colgroup" colSpan={4}>
          {t('indicators.form.received')}
        </th>
        <th scope="colgroup" colSpan={4}>
          {t('indicators.form.settled')}
        </th>
        <th scope="colgroup" colSpan={3}>
          {t('indicators.form.inHand')}
        </th>
        <th scope="col" rowSpan={2} className="mc-number">
          {t('indicators.form.onTime')}
        </th>
        <th scope="col" rowSpan={2} className="mc-number">
          {t('indicators.form.lateSync')}
        </th>
      </tr>
      <tr>
        {columns06a.map((column) => (
          <th key={column} scope="col" className="mc-number">
            {t(`indicators.form.${column}`)}
          </th>
        ))}
      </tr>
    </thead>
  )
}

type RowProps = { name: string; figures: Pick<IndicatorGroup, 'tally' | 'extras'>; onOpen(opened: OpenedNumber): void }

function FormRow({ name, figures: { tally, extras }, onOpen }: RowProps) {
  const { t } = useTranslation()
  const row = report06aRow(tally)
  const open = (column: Column06a) => {
    const outcomes = outcomesOf[column]
    const origins = originsOf[column]
    onOpen({
      title: `${t(`indicators.form.long.${column}`)} · ${name}`,
      ...(outcomes === null ? {} : { outcomes }),
      ...(origins === undefined ? {} : { origins }),
    })
  }
  return (
    <tr>
      <th scope="row">{name}</th>
      {columns06a.map((column) => (
        <td key={column} className="mc-number">
          <NumberButton
            count={row[column]}
            loud={late.includes(column)}
            label={`${t(`indicators.form.long.${column}`)}, ${name}`}
            onClick={() => open(column)}
          />
        </td>
      ))}
      <td className="mc-number">{formatShare(onTimeShare(tally))}</td>
      <td className="mc-number">
        <NumberButton
          count={extras.lateSync}
          loud={false}
          label={`${t('indicators.form.lateSync')}, ${name}`}
          onClick={() => onOpen({ title: `${t('indicators.form.lateSync')} · ${name}`, lateSync: true })}
        />
      </td>
    </tr>
  )
}

/** A number that opens its list; nothing stands behind a nought. */
export function NumberButton({ count, loud, label, onClick }: { count: number; loud: boolean; label: string; onClick(): void }) {
  if (count === 0) return <span className="mc-soft">0</span>
  return (
    <button
      type="button"
      className={loud ? 'mc-number-button mc-number-loud' : 'mc-number-button'}
      aria-label={`${label}: ${formatCount(count)}`}
      onClick={onClick}
    >
      {formatCount(count)}
    </button>
  )
}
