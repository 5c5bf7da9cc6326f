import { describe, expect, test } from 'vitest'
import { nameOf } from '#renderer/ui/use-shortcut.ts'

const press = (key: string, more: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) =>
  nameOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more })

describe('shortcuts', () => {
  test('are named as the key map writes them', () => {
    expect(press('F2')).toBe('f2')
    expect(press('k', { ctrlKey: true })).toBe('ctrl+k')
    expect(press('K', { metaKey: true })).toBe('ctrl+k')
    expect(press('Enter', { ctrlKey: true })).toBe('ctrl+enter')
    expect(press('Enter', { ctrlKey: true, shiftKey: true })).toBe('ctrl+shift+enter')
  })

  test('a sign that needs Shift is named by the sign', () => {
    expect(press('?', { shiftKey: true })).toBe('?')
  })
})
