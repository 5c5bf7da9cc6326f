import { z } from 'zod'
import { isEqual } from './is-equal.ts'
import type { WireBody } from './wire.ts'

const Money = z.looseObject({
  state: z.string(),
  lines: z.array(z.looseObject({ amountVnd: z.number(), exemption: z.unknown() })),
  payments: z.array(z.looseObject({ amountVnd: z.number() })),
})

/**
 * The body with its sums of money computed anew from lines and payments, where neither side had exactly these. Paid more than is owed
 * (two desks took the same fee) counts as paid; the sums show it.
 */
export function sumUpMoney(body: WireBody, { mine, theirs }: { mine: WireBody; theirs: WireBody }): WireBody {
  if (isEqual(body['money'], mine['money']) || isEqual(body['money'], theirs['money'])) return body
  return computeMoney(body)
}

/** The body with `money.totalVnd`, `paidVnd` and `state` as its lines and payments make them. */
export function computeMoney(body: WireBody): WireBody {
  const money = Money.safeParse(body['money'])
  if (!money.success) return body
  const { lines, payments, state } = money.data
  const totalVnd = sumOf(lines)
  const paidVnd = sumOf(payments)
  return { ...body, money: { ...money.data, totalVnd, paidVnd, state: stateOf({ state, totalVnd, paidVnd, lines }) } }
}

const sumOf = (amounts: { amountVnd: number }[]): number => amounts.reduce((sum, one) => sum + one.amountVnd, 0)

type Sums = { state: string; totalVnd: number; paidVnd: number; lines: { exemption?: unknown }[] }

function stateOf({ state, totalVnd, paidVnd, lines }: Sums): string {
  if (state === 'refunded' && paidVnd <= 0) return 'refunded'
  if (totalVnd > 0) return paidVnd >= totalVnd ? 'paid' : 'due'
  return lines.some(({ exemption }) => exemption != null) ? 'exempt' : 'none'
}
