import { formatMoney } from './format.ts'

/** Whole đồng, `8.000 đ`, in figures of one width. */
export function Money({ vnd }: { vnd: number }) {
  return <span className="mc-figures">{formatMoney(vnd)}</span>
}
