import { describe, expect, it } from 'vitest'
import type { CommandContext } from '#core/dossier/command-context.ts'
import { runCommand } from '#core/dossier/run-command.ts'
import { EventType } from '#core/journal/event.ts'
import { PersonId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { findNext } from '#renderer/features/dossier/find-next.ts'
import { isViewDue } from '#renderer/features/dossier/is-view-due.ts'
import { listPrintableForms } from '#renderer/features/dossier/printable-forms.ts'
import { arrangeTimeline, hasMoved, type TimelineEvent } from '#renderer/features/dossier/timeline/arrange-timeline.ts'
import { factsOf } from '#renderer/features/dossier/timeline/event-facts.ts'
import { messages } from '#renderer/i18n/messages.ts'
import { makeContext, makeDossier } from '#test/support/trade-world.ts'

const an = PersonId.parse('person:an.nt')
const context = (role: CommandContext['actor']['roles'][number], at = '2026-11-20T09:00:00+07:00') => makeContext(at, [role])
const event = (type: TimelineEvent['type'], at = '2026-11-20T09:00:00+07:00'): TimelineEvent =>
  ({ id: `event:${type}:${at}`, type, at: Instant.parse(at), author: an }) as unknown as TimelineEvent

describe('the timeline', () => {
  it.each(['vi', 'en'] as const)('has a name for every event in %s', (language) => {
    const names: Record<string, string> = messages[language].dossier.event
    expect(Object.keys(names).sort()).toEqual([...EventType.options].sort())
    expect(Object.values(names).every((name) => name !== '')).toBe(true)
  })

  it('stands newest first and hides views until they are asked for', () => {
    const timeline = [event('dossierReceived'), event('dossierViewed'), event('dossierForwarded')]
    expect(arrangeTimeline(timeline, false).shown.map((one) => one.type)).toEqual(['dossierForwarded', 'dossierReceived'])
    expect(arrangeTimeline(timeline, true).shown).toHaveLength(3)
    expect(arrangeTimeline(timeline, false).views).toBe(1)
  })

  it('says from → to only where the status changed', () => {
    expect(hasMoved({ from: 2, to: 4 })).toBe(true)
    expect(hasMoved({ from: null, to: 2 })).toBe(true)
    expect(hasMoved({ from: 4, to: 4 })).toBe(false)
    expect(hasMoved({ from: null, to: null })).toBe(false)
  })

  it('tells the facts that commands put into the journal', () => {
    const asked = runCommand(
      makeDossier(),
      { do: 'requestSupplement', reason: 'Mờ', papers: [{ name: 'Tờ khai', originals: 1, certifiedCopies: 0, copies: 0 }], deadline: null },
      context('one_stop_official'),
    )
    expect(factsOf(asked.event).map((fact) => fact.key)).toEqual(['formNumber', 'papers'])
    const received = runCommand(
      asked.dossier,
      { do: 'receiveSupplement', note: '', papers: asked.dossier.papers, placements: [] },
      context('one_stop_official', '2026-11-23T09:00:00+07:00'),
    )
    expect(factsOf(received.event)[0]?.values.before).toBe('26/11/2026 08:00')
    const proposed = runCommand(received.dossier, { do: 'proposeResult', outcome: 'grant', text: 'Đủ' }, context('specialist'))
    expect(factsOf(proposed.event)).toEqual([{ key: 'outcome', values: { outcome: 'grant' } }])
  })

  it('leaves out facts that an older desk did not write', () => {
    expect(factsOf({ type: 'feeCollected', data: {} })).toEqual([])
  })
})

describe('the journaled view', () => {
  const at = Date.parse('2026-11-20T09:00:00+07:00')

  it('is due when this official has not looked before', () => {
    expect(isViewDue([], an, at)).toBe(true)
    expect(isViewDue([{ ...event('dossierViewed'), author: PersonId.parse('person:chi.lt') }], an, at)).toBe(true)
  })

  it('is not written twice within 15 minutes', () => {
    expect(isViewDue([event('dossierViewed')], an, at + 14 * 60_000)).toBe(false)
    expect(isViewDue([event('dossierViewed')], an, at + 15 * 60_000)).toBe(true)
  })
})

describe('forms to print', () => {
  it('are the receipt for a received dossier', () => {
    expect(listPrintableForms(makeDossier())).toEqual(['01'])
  })

  it('follow what was done: 02 after a request for papers, 05 after a stop', () => {
    const asked = runCommand(
      makeDossier(),
      { do: 'requestSupplement', reason: 'Mờ', papers: [{ name: 'Tờ khai', originals: 1, certifiedCopies: 0, copies: 0 }], deadline: null },
      context('one_stop_official'),
    )
    expect(listPrintableForms(asked.dossier)).toEqual(['01', '02'])
    const stopped = runCommand(asked.dossier, { do: 'stop', reason: 'Hết hạn bổ sung', legalGround: '' }, context('leader'))
    expect(listPrintableForms(stopped.dossier)).toEqual(['01', '02', '05'])
  })
})

describe('the next dossier', () => {
  const rows = [makeDossier(), makeDossier(), makeDossier()]
  const [first, second, third] = rows.map((row) => row.id)

  it('is the one behind this one in the queue', () => {
    expect(findNext(rows, first as NonNullable<typeof first>)?.id).toBe(second)
    expect(findNext(rows, third as NonNullable<typeof third>)).toBeUndefined()
  })

  it('is the first that waits once this one has left the queue', () => {
    expect(findNext(rows.slice(1), first as NonNullable<typeof first>)?.id).toBe(second)
  })
})
