import { describe, expect, test } from 'vitest'
import { settleRows } from '#renderer/features/queue/settle-rows.ts'

type Row = { id: string; name: string }
const row = (id: string, name = id): Row => ({ id, name })
const settle = (shown: Row[], live: Row[]) =>
  settleRows(
    shown.map((one) => one.id),
    live,
    new Map(shown.map((one) => [one.id, one])),
    (one) => one.id,
  )

describe('a list under the cursor', () => {
  test('keeps its order while new rows are only counted', () => {
    const settled = settle([row('a'), row('b')], [row('new'), row('b'), row('a')])
    expect(settled.rows.map((one) => one.id)).toEqual(['a', 'b'])
    expect(settled.newCount).toBe(1)
    expect(settled.changed).toBe(true)
  })

  test('takes the new contents of rows that stayed', () => {
    expect(settle([row('a', 'old')], [row('a', 'new')]).rows).toEqual([row('a', 'new')])
  })

  test('keeps a row that left where it was', () => {
    const settled = settle([row('a'), row('b')], [row('b')])
    expect(settled.rows.map((one) => one.id)).toEqual(['a', 'b'])
    expect(settled.changed).toBe(true)
  })

  test('has nothing to announce when nothing changed', () => {
    expect(settle([row('a')], [row('a')])).toMatchObject({ newCount: 0, changed: false })
  })
})
