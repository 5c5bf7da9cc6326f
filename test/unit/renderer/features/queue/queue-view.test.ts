import { describe, expect, test } from 'vitest'
import { changeQuery, recallScroll, recallView, rememberScroll, rememberView } from '#renderer/features/queue/queue-view.ts'

describe('the queue on return', () => {
  test('is found with the tab, filter, selection and scroll it was left with', () => {
    const view = { ...recallView('an.nt'), tab: 'late' as const, text: 'khai sinh', selected: 'dossier:1' }
    rememberView('an.nt', view)
    rememberScroll('an.nt', 720)
    rememberView('an.nt', { ...view, selected: 'dossier:2' })
    expect(recallView('an.nt')).toMatchObject({ tab: 'late', text: 'khai sinh', selected: 'dossier:2' })
    expect(recallScroll('an.nt')).toBe(720)
  })

  test('starts at the top with nothing selected when another question is asked', () => {
    rememberView('an.nt', changeQuery(recallView('an.nt'), { tab: 'today' }))
    expect(recallScroll('an.nt')).toBe(0)
    expect(recallView('an.nt').selected).toBeNull()
  })

  test('shows one official nothing of how another left it', () => {
    expect(recallView('binh.tv')).toMatchObject({ tab: 'mine', text: '' })
  })
})
