import i18next from 'i18next'
import { beforeAll, describe, expect, test } from 'vitest'
import type { CaseField } from '#core/reconciliation/case.ts'
import { Day } from '#core/record/instant.ts'
import { dossierRules, type MergeRule } from '#core/sync/field-classes.ts'
import { describeValue, labelOf } from '#renderer/features/reconciliation/field-words.ts'
import { canType, readTyped, typedFrom } from '#renderer/features/reconciliation/read-typed.ts'
import { messages } from '#renderer/i18n/messages.ts'
import { makeDossier } from '#test/support/trade-world.ts'

const languages = i18next.createInstance()
const t = languages.t
const today = Day.parse('2026-11-22')

beforeAll(() =>
  languages
    .init({ lng: 'vi', resources: { vi: { translation: messages.vi } }, interpolation: { escapeValue: false } })
    .then(() => undefined),
)

/** Every path of a real dossier that the merge can put in dispute. */
function pathsOf(value: unknown, rule: MergeRule, path: string): string[] {
  if (rule.kind === 'field' || value === null || typeof value !== 'object') return path === '' ? [] : [path]
  if (rule.kind === 'list') {
    const elements: Record<string, unknown>[] = Array.isArray(value) ? value : []
    return elements.flatMap((one) => pathsOf(one, rule.element, `${path}[${String(one[rule.key])}]`))
  }
  return Object.entries(value).flatMap(([name, part]) =>
    pathsOf(part, rule.members[name] ?? rule.other, path === '' ? name : `${path}.${name}`),
  )
}

describe('the words for a field', () => {
  test('every field of a dossier that can be in dispute has a Vietnamese name', () => {
    const { kind: _kind, schemaVersion: _version, id: _id, updated: _updated, lastEvent: _event, sync: _sync, ...dossier } = makeDossier()
    const submitter = { name: 'A', personalId: null, phone: null, relation: '', authorisation: '' }
    const paths = [...pathsOf({ ...dossier, submitter }, dossierRules, ''), 'step', 'cases', 'sendings']
    expect(paths.length).toBeGreaterThan(40)
    const nameless = paths.filter((path) => labelOf(t, path, dossier).toLocaleLowerCase().includes('mục khác'))
    expect(nameless).toEqual([])
  })

  test('a paper goes by its own name, another person’s field says whose it is', () => {
    expect(labelOf(t, 'papers[to-khai].met', makeDossier())).toBe('Tờ khai: cách nhận giấy')
    expect(labelOf(t, 'submitter.name')).toBe('Người nộp: họ và tên')
    expect(labelOf(t, 'applicant.name')).toBe('Họ và tên')
  })

  test('a field of a newer build is named by its path, not hidden', () => {
    expect(labelOf(t, 'fieldOfTomorrow')).toContain('fieldOfTomorrow')
  })

  test('values read as on paper', () => {
    expect(describeValue(t, 'applicant.birthDate', '1990-08-15')).toBe('15/08/1990')
    expect(describeValue(t, 'applicant.sex', 'female')).toBe('Nữ')
    expect(describeValue(t, 'applicant.phone', null)).toBe('(trống)')
    expect(describeValue(t, 'delivery.method', 'counter')).toBe('Tại quầy')
    expect(describeValue(t, 'applicant.address', { text: 'Khu phố 2', unitCode: '27712' })).toBe('Khu phố 2')
    expect(describeValue(t, 'money.totalVnd', 8000)).toBe('8.000\u00a0đ')
  })
})

describe('a typed value', () => {
  const field = (path: string, theirs: CaseField['theirs'] = 'x'): CaseField => ({
    path,
    fieldClass: 'legal',
    base: theirs,
    mine: theirs,
    theirs,
  })

  test('codes and steps are chosen, never typed', () => {
    expect(['applicant.sex', 'papers[to-khai].met', 'step', 'delivery.method'].filter((path) => canType(field(path)))).toEqual([])
    expect(['applicant.name', 'applicant.address', 'subject', 'submitter.relation'].filter((path) => !canType(field(path)))).toEqual([])
  })

  test('becomes what the record holds, or is refused', () => {
    expect(readTyped(field('applicant.birthDate'), '15/08/1990', today)).toEqual({ value: '1990-08-15' })
    expect(readTyped(field('applicant.birthDate'), '31/02/1990', today)).toBeNull()
    expect(readTyped(field('applicant.personalId'), '0801 9000 0002', today)).toEqual({ value: '080190000002' })
    expect(readTyped(field('applicant.personalId'), '0801', today)).toBeNull()
    expect(readTyped(field('applicant.name'), ' ', today)).toBeNull()
    expect(readTyped(field('applicant.email'), ' ', today)).toEqual({ value: null })
    expect(readTyped(field('subject'), '', today)).toEqual({ value: '' })
    expect(readTyped(field('sets', 1), '0', today)).toBeNull()
    expect(readTyped(field('applicant.address'), 'Số 12', today)).toEqual({ value: { text: 'Số 12', unitCode: null } })
  })

  test('the box opens with what can be typed back', () => {
    expect(typedFrom('applicant.birthDate', '1990-08-15')).toBe('15/08/1990')
    expect(typedFrom('applicant.address', { text: 'Số 12', unitCode: null })).toBe('Số 12')
    expect(typedFrom('sets', 2)).toBe('2')
  })
})
