import { useCallback, useEffect, useRef, useState } from 'react'
import { mostListed } from '#core/indicators/indicator-question.ts'
import { useAnswer } from './use-answer.ts'

/** Asks for the rows behind `after`, so many at most. */
export type AskPage<A> = (page: { after: string | undefined; limit: number }) => Promise<A>

export type Pages<A, Row> = {
  first: A | null
  rows: Row[]
  /** False where the screen has every row. */
  hasMore: boolean
  asking: boolean
  error: unknown
  more(): void
  /** Every row, however many the screen has: for paper and spreadsheets. */
  everyRow(): Promise<Row[]>
}

type Held<A, Row> = { first: A; rows: Row[]; next: string | null }

/** A long list, a page at a time; it begins anew whenever `key` changes. */
export function usePages<A extends { next: string | null }, Row>(
  key: string,
  ask: AskPage<A>,
  { rowsOf, limit }: { rowsOf(answer: A): Row[]; limit: number },
): Pages<A, Row> {
  const latest = useRef({ ask, rowsOf })
  latest.current = { ask, rowsOf }
  const answer = useAnswer(key, () => ask({ after: undefined, limit }))
  const [held, setHeld] = useState<Held<A, Row> | null>(null)
  const [more, setMore] = useState<{ asking: boolean; error: unknown }>({ asking: false, error: null })
  const first = answer.value
  useEffect(() => {
    setHeld(first === null ? null : { first, rows: latest.current.rowsOf(first), next: first.next })
    setMore({ asking: false, error: null })
  }, [first])
  const current = held !== null && held.first === first ? held : null

  const askMore = async (from: Held<A, Row>, after: string) => {
    setMore({ asking: true, error: null })
    try {
      const page = await ask({ after, limit })
      const grown = { ...from, rows: [...from.rows, ...rowsOf(page)], next: page.next }
      setHeld((before) => (before === from ? grown : before))
      setMore({ asking: false, error: null })
    } catch (error) {
      setMore({ asking: false, error })
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: another key is another list
  const everyRow = useCallback(async () => {
    const rows: Row[] = []
    for (let after: string | null | undefined; after !== null; ) {
      const page: A = await latest.current.ask({ after, limit: mostListed })
      rows.push(...latest.current.rowsOf(page))
      after = page.next
    }
    return rows
  }, [key])
  return {
    first,
    rows: current?.rows ?? (first === null ? [] : rowsOf(first)),
    hasMore: current !== null && current.next !== null,
    asking: answer.asking || more.asking,
    error: answer.error ?? more.error,
    more() {
      if (current !== null && current.next !== null && !more.asking) void askMore(current, current.next)
    },
    everyRow,
  }
}
