import type { TFunction } from 'i18next'
import type { IndicatorGroup } from '#core/indicators/indicator-answers.ts'
import type { GroupBy } from '#core/indicators/indicator-question.ts'
import { Outcome } from '#core/indicators/tally.ts'
import type { ChartOption } from '#renderer/ui/chart/draw-chart.ts'
import { nameOfGroup } from './name-of-group.ts'

const colours: Record<Outcome, string> = {
  early: '#28622f',
  on_time: '#6fa876',
  late: '#ad1f17',
  waiting: '#1b5590',
  open_on_time: '#b5ac9d',
  open_late: '#e08a1e',
}
const mostGroups = 12

/** Where the dossiers of each row stand at the end of the period, the largest rows first. */
export function outcomeChart(t: TFunction, groups: readonly IndicatorGroup[], by: GroupBy): ChartOption {
  const shown = groups.slice(0, mostGroups).reverse()
  return {
    grid: { left: 8, right: 24, top: 36, bottom: 8, containLabel: true },
    legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 10 },
    // Text drawn on the canvas: the page's security policy lets no style in from elsewhere.
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, renderMode: 'richText', confine: true },
    xAxis: { type: 'value', minInterval: 1 },
    yAxis: {
      type: 'category',
      data: shown.map((group) => nameOfGroup(t, by, group)),
      axisLabel: { width: 240, overflow: 'truncate' },
      axisTick: { show: false },
    },
    series: Outcome.options.map((outcome) => ({
      type: 'bar',
      name: t(`indicators.outcome.${outcome}`),
      stack: 'all',
      barMaxWidth: 18,
      itemStyle: { color: colours[outcome] },
      data: shown.map(({ tally }) => tally[outcome]),
    })),
  }
}
