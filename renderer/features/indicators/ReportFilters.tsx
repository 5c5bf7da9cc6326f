import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Button, Checkbox, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ReadableUnits } from '#core/indicators/indicator-answers.ts'
import { GroupBy } from '#core/indicators/indicator-question.ts'
import { Period, PeriodKind, periodAfter, periodBefore, periodOf } from '#core/indicators/period.ts'
import { dayOf, toInstant } from '#core/record/instant.ts'
import { useShortcut } from '#renderer/ui/use-shortcut.ts'
import { DayField } from './DayField.tsx'
import type { ReportView } from './report-view.ts'

type Props = { view: ReportView; units: ReadableUnits['units']; onChange(change: Partial<ReportView>): void }

/** Whose figures, which period, by what: each choice is answered at once. */
export function ReportFilters({ view, units, onChange }: Props) {
  const { t } = useTranslation()
  const unit = units.find(({ agency }) => agency === view.agency)
  const weekly = () => onChange({ kind: 'week', period: periodOf('week', dayOf(toInstant(Date.now()))), tab: 'compare' })
  const lastWeek = () =>
    onChange({ kind: 'week', period: periodBefore('week', periodOf('week', dayOf(toInstant(Date.now())))), tab: 'form' })
  useShortcut('Alt+W', t('indicators.weekly'), weekly)
  useShortcut('Alt+Q', t('indicators.lastWeek'), lastWeek)
  return (
    <div className="mc-report-filters">
      <Select
        aria-label={t('indicators.unit')}
        className="mc-report-unit"
        showSearch={{ optionFilterProp: 'label' }}
        value={view.agency ?? ''}
        onChange={(agency) => onChange({ agency: units.find((one) => one.agency === agency)?.agency ?? null })}
        options={units.map(({ agency, name }) => ({ value: agency, label: name }))}
      />
      {unit?.hasBelow === true && (
        <Checkbox
          checked={view.below}
          onChange={({ target }) => onChange({ below: target.checked, by: target.checked ? 'agency' : 'sector' })}
        >
          {t('indicators.below')}
        </Checkbox>
      )}
      <Select
        aria-label={t('indicators.kindLabel')}
        className="mc-report-kind"
        popupMatchSelectWidth={false}
        value={view.kind}
        onChange={(kind) => onChange({ kind, period: kind === 'free' ? view.period : periodOf(kind, view.period.to) })}
        options={PeriodKind.options.map((kind) => ({ value: kind, label: t(`indicators.kind.${kind}`) }))}
      />
      <Button
        icon={<LeftOutlined aria-hidden="true" />}
        aria-label={t('indicators.before')}
        onClick={() => onChange({ period: periodBefore(view.kind, view.period) })}
      />
      <Days view={view} onChange={onChange} />
      <Button
        icon={<RightOutlined aria-hidden="true" />}
        aria-label={t('indicators.after')}
        onClick={() => onChange({ period: periodAfter(view.kind, view.period) })}
      />
      <Button onClick={lastWeek} aria-keyshortcuts="Alt+Q">
        {t('indicators.lastWeek')}
      </Button>
      <Button onClick={weekly} aria-keyshortcuts="Alt+W">
        {t('indicators.weekly')}
      </Button>
      <Select
        aria-label={t('indicators.byLabel')}
        className="mc-report-by"
        popupMatchSelectWidth={false}
        value={view.by}
        onChange={(by) => onChange({ by })}
        options={GroupBy.options.map((by) => ({ value: by, label: t(`indicators.by.${by}`) }))}
      />
    </div>
  )
}

/** The two days of the period; a day that is changed makes it a free one. */
function Days({ view, onChange }: Pick<Props, 'view' | 'onChange'>) {
  const { t } = useTranslation()
  const change = (days: { from?: string; to?: string }) => {
    const parsed = Period.safeParse({ ...view.period, ...days })
    if (parsed.success) onChange({ kind: 'free', period: parsed.data })
  }
  return (
    <span className="mc-report-days">
      <DayField label={t('indicators.from')} day={view.period.from} onChange={(from) => change({ from })} />–
      <DayField label={t('indicators.to')} day={view.period.to} onChange={(to) => change({ to })} />
    </span>
  )
}
