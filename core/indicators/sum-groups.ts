import { GroupExtras, type IndicatorGroup } from './indicator-answers.ts'
import { addTally, emptyTally } from './tally.ts'

type Figures = Pick<IndicatorGroup, 'tally' | 'extras'>

const names = GroupExtras.keyof().options
const emptyExtras = extrasOf(() => 0)

/** The figures of several groups together. */
export function sumGroups(groups: readonly Figures[]): Figures {
  return groups.reduce(addFigures, { tally: emptyTally, extras: emptyExtras })
}

export function addFigures(a: Figures, b: Figures): Figures {
  return { tally: addTally(a.tally, b.tally), extras: extrasOf((name) => a.extras[name] + b.extras[name]) }
}

function extrasOf(value: (name: keyof GroupExtras) => number): GroupExtras {
  return GroupExtras.parse(Object.fromEntries(names.map((name) => [name, value(name)])))
}
