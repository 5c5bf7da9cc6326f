import { foldText } from '#core/identity/fold-text.ts'
import { getDesk, moveClock } from './bench-desk.ts'
import { watchBlocking } from './watch-blocking.ts'

const limit = 8
const keystrokeMs = 100

export type SearchTimes = { ms: number[]; longestBlockMs: number }

/** Types names at ten keys a second, one search a key, while the desk's minute changes once (its clock ticks every 15 s). */
export async function typeSearches(keystrokes: number): Promise<SearchTimes> {
  const desk = getDesk()
  const texts = listTyped(
    desk.dossiers.rows.get().map((row) => row.applicantName),
    keystrokes,
  )
  moveClock(60_000)
  const blocking = watchBlocking()
  const ms: number[] = []
  for (const text of texts) {
    await nextKey()
    const beganMs = performance.now()
    // The box shows its answers beside the live rows, so both are asked.
    desk.dossiers.rows.get()
    desk.dossiers.search(text, limit)
    ms.push(performance.now() - beganMs)
  }
  return { ms, longestBlockMs: blocking.stop() }
}

/** A plain scan of folded names, the least that any search as you type has to do. */
export function scanPlainly(keystrokes: number): number[] {
  const rows = getDesk().dossiers.rows.get()
  const folded = rows.map((row) => ` ${foldText(`${row.code} ${row.applicantName} ${row.procedureName}`)} `)
  return listTyped(
    rows.map((row) => row.applicantName),
    keystrokes,
  ).map((text) => {
    const beganMs = performance.now()
    const words = text.split(' ').filter((word) => word !== '')
    let found = 0
    for (const line of folded) if (words.every((word) => line.includes(word))) found += 1
    return found < 0 ? 0 : performance.now() - beganMs
  })
}

/** What stands in the box after each key, without marks, name after name. */
function listTyped(names: string[], keystrokes: number): string[] {
  const typed: string[] = []
  for (let turn = 0; typed.length < keystrokes; turn++) {
    const name = foldText(names[(turn * 7919) % names.length] ?? '').trim()
    for (let end = 1; end <= name.length && typed.length < keystrokes; end++) typed.push(name.slice(0, end))
    if (name === '' && turn > names.length) throw new Error('no names to type')
  }
  return typed
}

const nextKey = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, keystrokeMs))
