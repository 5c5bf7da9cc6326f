import type { ReactNode } from 'react'

/** One column: `width` is a CSS grid track (`160px`, `minmax(120px, 2fr)`); `sortBy` makes its header a sort button. */
export type GridColumn<T> = { id: string; title: string; width: string; sortBy?: keyof T & string; align?: 'end'; cell(row: T): ReactNode }

export type GridOrder<T> = { column: keyof T & string; descending: boolean }
