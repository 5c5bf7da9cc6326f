import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalJson, type JournalEvent } from '#core/journal/event.ts'
import type { DayClose } from './day-close.ts'
import { computeClose, missingOf } from './day-figures.ts'

/** SHA-256 (hex) of a close's canonical JSON: what the next one is chained to. */
export function hashOfClose(close: DayClose): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(close))))
}

/** The place of the next close in the chain of its device. */
export function nextInChain(last: DayClose | null): DayClose['chain'] {
  return last === null ? { seq: 1, prevHash: '' } : { seq: last.chain.seq + 1, prevHash: hashOfClose(last) }
}

/** What the device signs: the close without its signature. */
export function signedText({ signature: _, ...close }: DayClose): string {
  return canonicalJson(close)
}

/** What is wrong with a close: its place in the chain, its figures, or a gap that nobody explained. */
export type CloseFault = 'chain' | 'journal' | 'figures' | 'unexplained'

/**
 * Checks a close against the one before it and against the device's journal. The signature is checked where there is a key (centre). A journal
 * of which events have not arrived yet answers `journal`: ask again later.
 */
export function findCloseFaults(close: DayClose, before: DayClose | null, events: readonly JournalEvent[]): CloseFault[] {
  const faults: CloseFault[] = []
  const chain = nextInChain(before)
  if (close.chain.seq !== chain.seq || close.chain.prevHash !== chain.prevHash || close.journal.after !== (before?.journal.upTo ?? 0))
    faults.push('chain')
  const own = events.filter(
    ({ device, chain: { seq } }) => device === close.device && seq > close.journal.after && seq <= close.journal.upTo,
  )
  if (own.length !== close.journal.upTo - close.journal.after) faults.push('journal')
  else if (faults.length === 0 && !tellsOf(close, before, own)) faults.push('figures')
  const explained = new Set(close.explanations.map(({ number }) => number))
  if (missingOf(close).some((number) => !explained.has(number))) faults.push('unexplained')
  return faults
}

/** Figures and journal say the same. Numbers that only the desk knew of (its own high water) may lie beyond the journal's last. */
function tellsOf(close: DayClose, before: DayClose | null, events: readonly JournalEvent[]): boolean {
  const reached = close.numbers.map(({ slot, day, last }) => ({ slot, day, counter: last }))
  const told = computeClose({ day: close.day, after: before, events, reached })
  const { journal, figures, late, numbers, books, standing } = close
  return canonicalJson(told) === canonicalJson({ journal, figures, late, numbers, books, standing })
}
