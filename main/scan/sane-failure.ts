import { BridgeRefusal } from '#core/bridge/bridge-refusal.ts'
import type { BridgeFailure } from '#core/bridge/contract.ts'

/** What `scanimage` writes (sane_strstatus, always English under LC_ALL=C) → the contract's code. */
const MEANINGS: [RegExp, BridgeFailure['code']][] = [
  [/out of documents/i, 'no_paper'],
  [/jammed/i, 'jammed'],
  [/device busy/i, 'busy'],
  [/operation was cancelled/i, 'cancelled'],
  [/open of device .* failed|no SANE devices found|no default device/i, 'not_found'],
  [/out of memory|No space left/i, 'disk_full'],
]

/** @param stderr what scanimage said */
export function saneFailure(stderr: string): BridgeRefusal {
  const said = stderr.split('\n').find((line) => line.startsWith('scanimage: ')) ?? 'scanimage ended without a page'
  const meaning = MEANINGS.find(([pattern]) => pattern.test(stderr))
  return new BridgeRefusal(meaning?.[1] ?? 'device', said)
}
