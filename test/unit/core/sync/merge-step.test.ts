import { describe, expect, test } from 'vitest'
import type { Act, Dossier } from '#core/dossier/dossier.ts'
import { Instant } from '#core/record/instant.ts'
import { merge } from '#core/sync/merge.ts'
import { makeDossier } from '#test/support/trade-world.ts'

const record = makeDossier()
const base: Record<string, unknown> = { ...record }
const at = (minute: number) => Instant.parse(`2026-11-20T09:0${minute}:00+07:00`)
const act = (minute: number): Act => ({ ...record.updated, at: at(minute) })
const proposal = (text: string): Dossier['proposal'] => ({ act: act(1), outcome: 'grant', text })

/** A dossier at status 5 since this minute, with what was proposed before papers were asked for. */
function askedForPapers(minute: number, proposed: Dossier['proposal'] = null) {
  const business = { ...record.business, status: 5, since: at(minute), holder: { ...record.business.holder, since: at(minute) } }
  return { ...base, business, proposal: proposed, pauses: [{ from: at(minute), to: null, status: 5 }], updated: act(minute) }
}

describe('two ways to one place of the status machine', () => {
  const straight = askedForPapers(2)
  const afterProposal = askedForPapers(3, proposal('cấp'))

  test.each([
    ['the straight one came first', { mine: afterProposal, theirs: straight }],
    ['the longer one came first', { mine: straight, theirs: afterProposal }],
  ])('are one way with what was proposed on either, and the journal is told of both: %s', (_case, { mine, theirs }) => {
    const outcome = merge({ base, mine, theirs })
    expect(outcome).toMatchObject({
      kind: 'merged',
      body: { business: theirs.business, proposal: proposal('cấp'), pauses: [{ from: at(2), to: null, status: 5 }] },
    })
    expect(outcome.taken).toContainEqual(
      expect.objectContaining({
        path: 'step',
        mine: expect.objectContaining({ business: mine.business, proposal: mine.proposal }),
        theirs: expect.objectContaining({ business: theirs.business, proposal: theirs.proposal }),
      }),
    )
  })

  test('are left to a person where different things were proposed on them', () => {
    const refused = askedForPapers(2, proposal('không cấp'))
    expect(merge({ base, mine: refused, theirs: afterProposal })).toMatchObject({
      kind: 'disputed',
      caseKind: 'step',
      body: { proposal: proposal('cấp') },
      fields: [{ path: 'step', mine: { proposal: proposal('không cấp') }, theirs: { proposal: proposal('cấp') } }],
    })
  })
})
