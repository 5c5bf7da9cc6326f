import { describe, expect, it } from 'vitest'
import { Paper, Payment } from '#core/dossier/dossier.ts'
import { fieldsOf } from '#renderer/features/dossier/actions/action-fields.ts'
import { type ActionName, actionKeys, dangerousActions } from '#renderer/features/dossier/actions/action-list.ts'
import { formAfter } from '#renderer/features/dossier/printable-forms.ts'
import { messages } from '#renderer/i18n/messages.ts'

const { vi, en } = { vi: messages.vi.dossier, en: messages.en.dossier }
const actions = Object.keys(actionKeys) as ActionName[]

/** Every message as `path` → text. */
function flatten(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  return Object.entries(value as object).flatMap(([key, inner]) => flatten(inner, path === '' ? key : `${path}.${key}`))
}

const namesIn = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort()

describe('messages of the dossier page', () => {
  const inVietnamese = new Map(flatten(vi))
  const inEnglish = new Map(flatten(en))

  it('exist in both languages', () => {
    expect([...inEnglish.keys()].sort()).toEqual([...inVietnamese.keys()].sort())
  })

  it('name the same values in both languages', () => {
    for (const [path, text] of inVietnamese) expect(namesIn(inEnglish.get(path) ?? ''), path).toEqual(namesIn(text))
  })

  it('do not shout', () => {
    for (const text of [...inVietnamese.values(), ...inEnglish.values()]) expect(text).not.toContain('!')
  })

  it.each([
    ['vi', vi],
    ['en', en],
  ] as const)('name every action, its effect, its button and its success in %s', (_, words) => {
    for (const room of ['name', 'hint', 'submit', 'done'] as const)
      expect(Object.keys(words.actions[room]).sort(), room).toEqual([...actions].sort())
    expect(Object.keys(words.actions.confirm).sort()).toEqual([...dangerousActions, 'returnResult'].sort())
  })

  it('label every field of every action', () => {
    const labels: Record<string, unknown> = vi.field
    for (const action of actions) {
      for (const field of fieldsOf(action, { relation: 'other' }))
        expect(labels[field.name], `${action}.${field.name}`).toEqual(expect.any(String))
    }
  })

  it('cover every way to pay and to meet a paper', () => {
    expect(Object.keys(vi.field.methodOf).sort()).toEqual([...Payment.shape.method.options].sort())
    expect(Object.keys(vi.papers.metOf).sort()).toEqual([...Paper.shape.met.options].sort())
  })

  it('know the form that an action makes due', () => {
    expect(Object.keys(formAfter).every((name) => actions.some((action) => action === name))).toBe(true)
  })
})
