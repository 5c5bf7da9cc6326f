import { BarChart, type BarSeriesOption, LineChart, type LineSeriesOption } from 'echarts/charts'
import {
  GridComponent,
  type GridComponentOption,
  LegendComponent,
  type LegendComponentOption,
  TooltipComponent,
  type TooltipComponentOption,
} from 'echarts/components'
import { type ComposeOption, init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

export type ChartOption = ComposeOption<
  BarSeriesOption | LineSeriesOption | GridComponentOption | LegendComponentOption | TooltipComponentOption
>

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer])

type PictureSize = { widthPx: number; heightPx: number }

/** Points of the picture to one of its size: sharp on paper. */
const pictureScale = 3

/** The chart as a PNG for paper, a `data:` URL: dark on white whatever the theme. */
export function drawPicture(option: ChartOption, { widthPx, heightPx }: PictureSize): string {
  const chart = init(document.createElement('div'), null, {
    renderer: 'canvas',
    devicePixelRatio: pictureScale,
    width: widthPx,
    height: heightPx,
  })
  const { fontFamily } = getComputedStyle(document.body)
  chart.setOption({ textStyle: { fontFamily, color: '#1c1a17' }, ...option, animation: false })
  const url = chart.getDataURL({ type: 'png', pixelRatio: pictureScale, backgroundColor: '#ffffff' })
  chart.dispose()
  return url
}

/** Draws a chart in the theme's colours and keeps it as wide as its place; answers what ends it. */
export function drawChart(element: HTMLElement, option: ChartOption, { isStill }: { isStill: boolean }): () => void {
  const chart = init(element, null, { renderer: 'canvas' })
  const style = getComputedStyle(element)
  const ink = style.getPropertyValue('--mc-ink-soft')
  chart.setOption({
    animation: !isStill,
    animationDuration: 120,
    textStyle: { fontFamily: style.fontFamily, color: ink },
    ...option,
  })
  const watch = new ResizeObserver(() => chart.resize())
  watch.observe(element)
  return () => {
    watch.disconnect()
    chart.dispose()
  }
}
