import { describe, expect, it } from 'vitest'
import type { Placement } from '#core/dossier/dossier.ts'
import { PageHash } from '#core/record/ids.ts'
import { rebaseSheets } from '#renderer/features/dossier/actions/rebase-sheets.ts'
import { settleScans } from '#renderer/features/dossier/actions/settle-scans.ts'
import { countMet, groupPages } from '#renderer/features/dossier/papers/page-groups.ts'
import { makeDossier } from '#test/support/trade-world.ts'

const dossier = makeDossier()
const page = (id: string, changes: Partial<Placement> = {}): Placement => ({
  id,
  page: PageHash.parse('a'.repeat(64)),
  mediaType: 'image/png',
  sizeBytes: 1,
  widthPx: 1,
  heightPx: 1,
  purpose: 'paper',
  paperId: 'to-khai',
  order: 1,
  rotation: 0,
  source: 'file',
  added: { at: dossier.received.at, by: dossier.received.by, byName: dossier.received.byName },
  ...changes,
})
const missing = dossier.papers.map((paper) => (paper.paperId === 'to-khai' ? { ...paper, met: 'missing' as const } : paper))

describe('pages and the checklist', () => {
  it('stand by paper, then unsorted, then the result', () => {
    const placements = [page('r', { purpose: 'result', paperId: null }), page('x', { paperId: null }), page('b', { order: 2 }), page('a')]
    const groups = groupPages({ papers: dossier.papers, placements })
    expect(groups.map((group) => [group.key, group.pages.map((one) => one.id)])).toEqual([
      ['to-khai', ['a', 'b']],
      ['cccd', []],
      ['loose', ['x']],
      ['result', ['r']],
    ])
  })

  it('never lose a page whose paper the procedure no longer knows', () => {
    expect(groupPages({ papers: dossier.papers, placements: [page('old', { paperId: 'gone' })] })[2]?.pages).toHaveLength(1)
  })

  it('count a scan only once it has a page', () => {
    const papers = missing.map((paper) => (paper.met === 'missing' ? { ...paper, met: 'scan' as const } : paper))
    expect(countMet({ papers, placements: [] })).toEqual({ met: 1, needed: 2 })
    expect(countMet({ papers, placements: [page('a')] })).toEqual({ met: 2, needed: 2 })
  })

  it('mark a missing paper as scanned when its first page comes, and missing when the last goes', () => {
    const scanned = settleScans(missing, [page('a')])
    expect(scanned[0]?.met).toBe('scan')
    expect(settleScans(scanned, [])[0]?.met).toBe('missing')
  })

  it('do not turn a paper handed in on paper into a scan', () => {
    expect(settleScans(dossier.papers, [page('a')])[0]?.met).toBe('paper')
  })
})

describe('a form left open while another desk works on the dossier', () => {
  const base = { papers: dossier.papers, placements: [page('a'), page('b')] }

  it('keeps pages that the other desk added', () => {
    const theirs = { ...base, placements: [...base.placements, page('new')] }
    expect(rebaseSheets(base, base, theirs).placements.map((one) => one.id)).toEqual(['a', 'b', 'new'])
  })

  it('keeps own turns, removals and additions', () => {
    const [a] = base.placements
    const mine = { ...base, placements: [{ ...page('a'), ...a, rotation: 90 as const }, page('mine')] }
    const { placements } = rebaseSheets(base, mine, base)
    expect(placements.map((one) => [one.id, one.rotation])).toEqual([
      ['a', 90],
      ['mine', 0],
    ])
  })

  it('does not bring back a page that the other desk removed', () => {
    expect(rebaseSheets(base, base, { ...base, placements: base.placements.slice(1) }).placements.map((one) => one.id)).toEqual(['b'])
  })
})
