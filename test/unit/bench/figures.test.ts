import { describe, expect, it } from 'vitest'
import { percentile, toFigures, toRow } from '#test/bench/report/figures.ts'
import { printFigures } from '#test/bench/report/print-figures.ts'
import { readOptions } from '#test/bench/report/read-options.ts'

const samples = [
  { case: 'ours', size: 1000, ms: [110, 90, 100] },
  { case: 'limit:raw', size: 1000, ms: [50, 40, 60] },
  { case: 'ours', size: 10_000, ms: [1000, 1200, 1100], note: 'sealed' },
  { case: 'limit:raw', size: 10_000, ms: [500, 550, 600] },
  { case: 'peer:pouchdb', size: 1000, ms: [400] },
]

describe('figures of a benchmark', () => {
  it('sums samples up as median and 95th percentile, both of them times that were measured', () => {
    expect(toRow({ case: 'ours', size: 10, ms: [3, 1, 2, 10] })).toEqual({
      case: 'ours',
      size: 10,
      runs: 4,
      medianMs: 2,
      p95Ms: 10,
      note: '',
    })
    expect(percentile([5], 0.95)).toBe(5)
  })

  it('takes each ratio at the largest size at which both cases were measured', () => {
    const { ratios } = toFigures('first-load', samples, ['ours/limit:raw', 'peer:pouchdb/ours', 'peer:rxdb/ours'])
    expect(ratios).toEqual({ 'ours/limit:raw': 2, 'peer:pouchdb/ours': 4 })
  })

  it('gives the slope as extra milliseconds for 10,000 more dossiers, and none for a single size', () => {
    expect(toFigures('first-load', samples, []).slopes).toEqual({ ours: 1111.11, 'limit:raw': 555.56 })
  })

  it('prints every case and says which goals were met', () => {
    const figures = toFigures('first-load', samples, ['ours/limit:raw', 'peer:pouchdb/ours'])
    const text = printFigures(figures, [
      { figure: 'ours/limit:raw', atMost: 1.5 },
      { figure: 'peer:pouchdb/ours', atLeast: 3 },
      { figure: 'ours p95', atMost: 2000 },
    ])
    expect(text).toContain('ours/limit:raw = 2 ×  (goal ≤ 1.5: missed)')
    expect(text).toContain('peer:pouchdb/ours = 4 ×  (goal ≥ 3: met)')
    expect(text).toContain('ours p95 at 10,000 = 1200 ms  (goal ≤ 2000: met)')
    expect(text).toContain('sealed')
  })
})

describe('options of a benchmark run', () => {
  it('reads names, sizes in growing order, runs and the JSON file', () => {
    expect(readOptions(['save', '--size', '10000,1000', '--runs', '2', '--json', 'x.json'], ['first-load', 'save'])).toEqual({
      names: ['save'],
      sizes: [1000, 10_000],
      runs: 2,
      json: 'x.json',
    })
  })

  it('measures everything where no name is given, and refuses a name or a size that it does not know', () => {
    expect(readOptions([], ['first-load', 'save']).names).toEqual(['first-load', 'save'])
    expect(() => readOptions(['fly'], ['save'])).toThrow('fly')
    expect(() => readOptions(['--size', 'many'], ['save'])).toThrow('--size')
  })
})
