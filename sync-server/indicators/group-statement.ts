import { GroupExtras } from '#core/indicators/indicator-answers.ts'
import { wholeHalvesIn } from '#core/indicators/period.ts'
import { Tally } from '#core/indicators/tally.ts'
import type { SqlValue } from '#sync-server/warehouse/sql/sql-database.ts'
import { counted, endLate, heldAt, type Narrowed, receiptLate } from './narrow.ts'

const columns = [...Tally.keyof().options, ...GroupExtras.keyof().options]

/** What one part of the statement reads and counts; a column that it does not name is 0 in it. */
type Part = { from: string } & { [column in (typeof columns)[number]]?: string }

/** From a moment to before another, both as they stand in the statement. */
type Stretch = { from: string; until: string }

/** One statement for the figures of all groups; its parts are added up, and each of them reads one stretch of one index. */
export function groupStatement({ where, params, bounds }: Narrowed, key: string): { text: string; params: SqlValue[] } {
  const values = [...params]
  const parts = [carried(where), inHand(where)]
  const oneByOne = (stretch: Stretch) => parts.push(received(where, stretch), finished(where, stretch))
  const halves = wholeHalvesIn(bounds)
  if (halves === null) oneByOne({ from: '$2', until: '$3' })
  else {
    const place = (value: string): string => `$${values.push(value)}`
    const whole: Stretch = { from: place(halves.from), until: place(halves.until) }
    parts.push(summedUp(where, { from: place(halves.from.slice(0, 10)), until: place(halves.until.slice(0, 10)) }))
    parts.push(twiceUncounted(where, whole))
    if (halves.from !== bounds.from) oneByOne({ from: '$2', until: whole.from })
    if (halves.until !== bounds.until) oneByOne({ from: whole.until, until: '$3' })
  }
  const select = (part: Part) => columns.map((name) => `${part[name] ?? '0'}::float8 as "${name}"`).join(', ')
  const union = parts.map((part) => `select ${key} as key, ${select(part)} ${part.from} group by 1`).join('\nunion all\n')
  const sums = columns.map((name) => `sum("${name}")::float8 as "${name}"`).join(', ')
  return { text: `select key, ${sums} from (${union}) as part group by key`, params: values }
}

const count = (condition: string): string => `count(*) filter (where ${condition})`

function carried(where: string): Part {
  return { from: `from star.span where ${where} and ${heldAt('$2')}`, carried: 'count(*)' }
}

function inHand(where: string): Part {
  const late = 'coalesce(late_from < $3, false)'
  return {
    from: `from star.span where ${where} and ${heldAt('$3')}`,
    waiting: count(`not ${late} and state = 'supplement'`),
    open_on_time: count(`not ${late} and state <> 'supplement'`),
    open_late: count(late),
  }
}

function received(where: string, { from, until }: Stretch): Part {
  return {
    from: `from star.dossier where ${where} and ${counted} and received_at >= ${from} and received_at < ${until}`,
    online: count('channel = 2'),
    direct: count('channel <> 2'),
    lateSync: count(receiptLate),
    syncUnknown: count('arrived_at is null'),
  }
}

/** Only a result can be early; see `placeInPeriod`. */
function finished(where: string, { from, until }: Stretch): Part {
  const early = "punctuality = 'early' and outcome = 'resolved'"
  const granted = "outcome = 'resolved'"
  return {
    from: `from star.dossier where ${where} and ${counted} and finished_at >= ${from} and finished_at < ${until}`,
    early: count(early),
    on_time: count(`punctuality <> 'late' and not (${early})`),
    late: count("punctuality = 'late'"),
    granted: count(granted),
    electronic: count('electronic'),
    electronicResult: count(`${granted} and result_file`),
    digitised: count(`${granted} and result_file and papers_scanned > 0`),
    reused: count(`${granted} and papers_reused > 0`),
    feeDue: count('fee_vnd > 0'),
    paidOnline: count('fee_vnd > 0 and paid_online_vnd > 0'),
    onlineFinished: count('channel = 2'),
    rated: count('rating is not null'),
    satisfied: count("rating in ('satisfied', 'very_satisfied')"),
    onPortal: count("portal_state = 'sent'"),
    // One that was received late in the same period is counted there.
    lateSync: count(`${endLate} and not (received_at >= $2 and coalesce(${receiptLate}, false))`),
    syncUnknown: count('finish_arrived_at is null and not (received_at >= $2 and arrived_at is null)'),
    timed: count(granted),
    activeMs: `coalesce(sum(greatest(0, extract(epoch from finished_at - received_at) - paused_seconds)) filter (where ${granted}), 0) * 1000`,
  }
}

/** The same of whole half months, from the sums that stand in `star.flow`. */
function summedUp(where: string, { from, until }: Stretch): Part {
  const sum = (column: string): string => `coalesce(sum(${column}), 0)`
  return {
    from: `from star.flow where ${where} and block >= ${from}::date and block < ${until}::date and (received <> 0 or finished <> 0)`,
    online: `coalesce(sum(received) filter (where channel = 2), 0)`,
    direct: `coalesce(sum(received) filter (where channel <> 2), 0)`,
    early: sum('early'),
    on_time: sum('on_time'),
    late: sum('late'),
    granted: sum('granted'),
    electronic: sum('electronic'),
    electronicResult: sum('electronic_result'),
    digitised: sum('digitised'),
    reused: sum('reused'),
    feeDue: sum('fee_due'),
    paidOnline: sum('paid_online'),
    onlineFinished: `coalesce(sum(finished) filter (where channel = 2), 0)`,
    rated: sum('rated'),
    satisfied: sum('satisfied'),
    onPortal: sum('on_portal'),
    // What is late or unknown on both ends counts once, by its receipt …
    lateSync: sum('receipt_late + end_late - both_late'),
    syncUnknown: sum('receipt_unknown + end_unknown - both_unknown'),
    timed: sum('granted'),
    activeMs: `${sum('active_seconds')} * 1000`,
  }
}

/** … and by its end where it was received before the period. */
function twiceUncounted(where: string, { from, until }: Stretch): Part {
  const before = `select dossier_id from star.span where ${where} and ${heldAt('$2')}`
  return {
    from: `from star.dossier where ${where} and ${counted} and received_at < $2 and finished_at >= ${from} and finished_at < ${until}
      and dossier_id = any(array(${before}))`,
    lateSync: count(`${endLate} and ${receiptLate}`),
    syncUnknown: count('finish_arrived_at is null and arrived_at is null'),
  }
}
