import type { TFunction } from 'i18next'
import type { IndicatorGroup } from '#core/indicators/indicator-answers.ts'
import type { GroupBy } from '#core/indicators/indicator-question.ts'

/** What a row is called on screen and on paper. */
export function nameOfGroup(t: TFunction, by: GroupBy, { key, name }: Pick<IndicatorGroup, 'key' | 'name'>): string {
  if (by === 'channel') return t(`indicators.channel.${key}`)
  return by === 'level' ? t(`indicators.level.${key}`) : name
}
