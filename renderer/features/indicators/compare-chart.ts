import type { TFunction } from 'i18next'
import type { IndicatorReport } from '#core/indicators/indicator-answers.ts'
import type { ChartOption } from '#renderer/ui/chart/draw-chart.ts'
import { figuresOf } from './compare-sheet.ts'

/** The counts of two periods as pairs of bars. */
export function compareChart(t: TFunction, now: IndicatorReport, before: IndicatorReport): ChartOption {
  const [a, b] = [figuresOf(before).counts, figuresOf(now).counts]
  return {
    grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
    legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 10 },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, renderMode: 'richText', confine: true },
    xAxis: { type: 'value', minInterval: 1 },
    yAxis: { type: 'category', data: b.map(([name]) => t(`indicators.compare.${name}`)).reverse(), axisTick: { show: false } },
    series: [
      { type: 'bar', name: t('indicators.before'), itemStyle: { color: '#b5ac9d' }, data: a.map(([, count]) => count).reverse() },
      {
        type: 'bar',
        name: t('indicators.compare.thisPeriod'),
        itemStyle: { color: '#0b5c61' },
        data: b.map(([, count]) => count).reverse(),
      },
    ],
  }
}
