import { describe, expect, test } from 'vitest'
import { judgeDossier } from './oracle/judge.ts'
import { Ledger } from './oracle/ledger.ts'

const proposed = (text: string) => ({ outcome: 'grant', text })
const standing = (at: string, place: { status: number; stage?: string }, proposal: object | null) => ({
  business: { ...place, holder: { since: at } },
  proposal,
  money: { payments: [], paidVnd: 0 },
})

const received = standing('08:00', { status: 2 }, null)
const first = standing('08:01', { status: 4, stage: 'proposed' }, proposed('cấp'))

/** The dossier was received, and then each of these histories began apart from the others. */
function judge(body: Record<string, unknown>, ...ways: Record<string, unknown>[][]): string[] {
  return judgeOf({}, body, ...ways)
}

type Troubled = { behind?: number[]; interrupted?: number[] }

function judgeOf(
  { behind = [], interrupted = [] }: Troubled,
  body: Record<string, unknown>,
  ...ways: Record<string, unknown>[][]
): string[] {
  const ledger = new Ledger(received)
  for (const way of ways) for (const [index, after] of way.entries()) ledger.wrote(way[index - 1] ?? received, after, { desk: 0 })
  return judgeDossier({
    id: 'dossier:1',
    ledger,
    interrupted: new Set(interrupted),
    behind: new Set(behind),
    bodies: [body],
    told: [],
    isOfTomorrow: false,
  })
}

const side = { at: '2026-11-20T08:00:00+07:00', by: 'person:an.nt', byName: 'An', deskName: '', rev: null }

function withCase(body: object, field: { path: string; base: unknown; mine: unknown; theirs: unknown }) {
  const one = {
    id: 'case:01ARZ3NDEKTSV4RRFFQ69G5FAV',
    kind: field.path === 'step' ? 'step' : 'fields',
    opened: { at: side.at, by: side.by, byName: side.byName, deskName: '' },
    mine: side,
    theirs: side,
    fields: [{ ...field, fieldClass: 'legal' }],
    settled: null,
    undone: [],
  }
  return { ...body, cases: [one] }
}

describe('the oracle, of two who asked for papers apart', () => {
  const straight = standing('08:02', { status: 5 }, null)
  const longer = standing('08:03', { status: 5 }, proposed('cấp'))

  test('misses nothing where only the one that stands had a proposal', () => {
    expect(judge(longer, [first, longer], [straight])).toEqual([])
  })

  test('misses nothing where the proposal of the other one stands in the record', () => {
    expect(judge({ ...straight, proposal: longer.proposal }, [straight], [first, longer])).toEqual([])
  })

  test('misses the proposal of the other one where it is gone', () => {
    expect(judge(straight, [straight], [first, longer])).toEqual([expect.stringContaining('step: 08:03 was saved and is gone')])
  })

  test('misses a proposal that another one took the place of unseen', () => {
    const otherwise = standing('08:04', { status: 5 }, proposed('không cấp'))
    expect(
      judge(otherwise, [standing('08:02', { status: 4, stage: 'proposed' }, proposed('không cấp')), otherwise], [first, longer]),
    ).toEqual([expect.stringContaining('step: 08:03 was saved and is gone')])
  })

  test('misses the taking back of a proposal that stands again', () => {
    const back = standing('08:04', { status: 5 }, null)
    expect(judge(longer, [first, longer], [first, back])).toEqual([expect.stringContaining('step: 08:04 was saved and is gone')])
  })
})

describe('the oracle, of one who went on from a step that had meanwhile taken in another', () => {
  const pausedAt = (from: string) => ({ pauses: [{ from, to: null, status: 5 }] })
  const asked = { ...standing('08:02', { status: 5 }, null), ...pausedAt('08:02') }
  const askedElsewhere = { ...standing('08:01', { status: 5 }, null), ...pausedAt('08:01') }
  const withdrawn = { ...standing('08:03', { status: 7 }, null), ...pausedAt('08:03') }
  const disputed = (theirs: object) => withCase(theirs, { path: 'step', base: asked, mine: withdrawn, theirs })

  test('has nothing against a case over what the other one left in it', () => {
    const both = { ...asked, ...pausedAt('08:01') }
    expect(judge(disputed(both), [askedElsewhere], [asked, withdrawn])).toEqual([])
  })

  test('has much against it where the other one left nothing', () => {
    expect(judge(disputed(asked), [askedElsewhere], [asked, withdrawn])).toEqual([
      expect.stringContaining('stands although somebody who saw it wrote something else'),
      expect.stringContaining('but one was written over the other'),
    ])
  })

  test('misses the later step where no case holds it', () => {
    expect(judge({ ...asked, ...pausedAt('08:01') }, [askedElsewhere], [asked, withdrawn])).toEqual([
      expect.stringContaining('stands although somebody who saw it wrote something else'),
      expect.stringContaining('step: 08:03 was saved and is gone'),
    ])
  })
})

describe('the oracle, of a desk that meets what it had long written over', () => {
  const named = (name: string) => ({ ...received, applicant: { name } })
  const asked = withCase(named('B'), { path: 'applicant.name', base: 'B', mine: 'C', theirs: null })

  test('has nothing against a case where the desk went to a node that was behind', () => {
    expect(judgeOf({ behind: [0] }, asked, [named('B'), named('C')])).toEqual([])
  })

  test('has nothing against it either where what it met there stands meanwhile', () => {
    const held = withCase(received, { path: 'applicant.name', base: 'B', mine: 'C', theirs: null })
    expect(judgeOf({ behind: [0] }, held, [named('B'), named('C')])).toEqual([])
  })

  test('has much against it where the desk stayed', () => {
    expect(judge(asked, [named('B'), named('C')])).toEqual([
      expect.stringContaining('stands although somebody who saw it wrote something else'),
      expect.stringContaining('but one was written over the other'),
    ])
  })

  test('misses the later name where no case holds it', () => {
    expect(judgeOf({ behind: [0] }, named('B'), [named('B'), named('C')])).toHaveLength(2)
  })
})

describe('the oracle, of a desk that never heard that its write arrived', () => {
  const named = (name: string) => ({ ...received, applicant: { name } })
  const asked = withCase(named('C'), { path: 'applicant.name', base: null, mine: 'B', theirs: 'C' })
  const known = withCase(named('C'), { path: 'applicant.name', base: 'A', mine: 'B', theirs: 'C' })

  test('has nothing against a case where somebody wrote over it', () => {
    expect(judgeOf({ interrupted: [0] }, known, [named('B'), named('C')])).toEqual([])
    expect(judgeOf({}, asked, [named('B'), named('C')])).toEqual([])
  })

  test('has much against it where the desk was never cut off', () => {
    expect(judgeOf({}, known, [named('B'), named('C')])).toEqual([expect.stringContaining('but one was written over the other')])
  })

  test('misses the later value where the earlier one stands without a case', () => {
    expect(judgeOf({ interrupted: [0] }, named('B'), [named('B'), named('C')])).toHaveLength(2)
  })
})

describe('the oracle, of a value that was put back', () => {
  const named = (name: string) => ({ ...received, applicant: { name } })
  const begun = { ...received, applicant: { name: 'A' } }

  test('misses nothing where another one saw it as it was and changed it', () => {
    expect(judge(named('C'), [begun, named('B'), begun], [begun, named('C')])).toEqual([])
  })

  test('misses nothing where it was put back at a node that was behind, and much anywhere else', () => {
    const way = [begun, named('B'), begun]
    expect(judgeOf({ behind: [0] }, named('B'), way)).toEqual([])
    expect(judge(named('B'), way)).toEqual([expect.stringContaining('stands although somebody who saw it wrote something else')])
  })

  test('misses a value that nobody had seen', () => {
    expect(judge(named('C'), [named('B'), named('D')], [named('C')])).toEqual([expect.stringContaining('"D" was saved and is gone')])
  })
})

describe('the oracle, of two who took one step apart', () => {
  const one = standing('08:01', { status: 4, stage: 'examining' }, null)
  const same = standing('08:03', { status: 4, stage: 'examining' }, null)
  const other = standing('08:02', { status: 5 }, null)

  test('misses nothing where a case holds the step of one of them', () => {
    const asked = withCase(other, { path: 'step', base: received, mine: one, theirs: other })
    expect(judge(asked, [one], [same], [other])).toEqual([])
  })

  test('misses both where no case holds either', () => {
    expect(judge(other, [one], [same], [other])).toHaveLength(2)
  })
})

describe('the oracle, of two who decided one case apart', () => {
  const named = (name: string) => ({ ...received, applicant: { name } })
  const path = 'applicant.name'

  test('knows that neither saw what the other one chose, though the case shows the same value', () => {
    const ledger = new Ledger(named('A'))
    ledger.wrote(named('A'), named('B'), { desk: 0 })
    ledger.wrote(named('A'), named('C'), { desk: 1 })
    const alsoSeen = ['B', 'C'].map((name) => ({ path, key: `"${name}"` }))
    ledger.wrote(named('C'), named('B'), { desk: 0, alsoSeen })
    ledger.wrote(named('C'), named('D'), { desk: 1, alsoSeen })
    expect(ledger.latest(path).map(({ key }) => key)).toEqual(['"B"', '"D"'])
  })
})
