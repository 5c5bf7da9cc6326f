import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseField, ReconciliationCase } from '#core/reconciliation/case.ts'
import { useShortcut } from '#renderer/ui/use-shortcut.ts'
import { type Side, sides, take } from './choices.ts'
import { rowId } from './focus-lack.ts'
import { canType } from './read-typed.ts'
import type { CaseForm } from './use-case-form.ts'

/** Element id of one side's button in a field's row. */
export function sideId(path: string, side: Side): string {
  return `${rowId(path)}-${side}`
}

const moves: Readonly<Record<string, { across: boolean; by: 1 | -1 }>> = {
  ArrowDown: { across: false, by: 1 },
  ArrowUp: { across: false, by: -1 },
  ArrowLeft: { across: true, by: -1 },
  ArrowRight: { across: true, by: 1 },
}

/** Where the keys are in the table of fields, and what they do: 1 2 3 or ← → choose, ↑ ↓ go on, E types. */
export function useFieldsKeys(one: ReconciliationCase, form: CaseForm, editable: boolean) {
  const { t } = useTranslation()
  const [active, setActive] = useState(
    () => one.fields.find((field) => form.draft.choices[field.path] === undefined)?.path ?? one.fields[0]?.path,
  )
  const [typing, setTyping] = useState<string | null>(null)
  const field = one.fields.find((each) => each.path === active)
  const chosen = (path: string): Side => {
    const side = form.draft.choices[path]?.take
    return side === undefined || side === 'typed' ? 'mine' : side
  }
  const goTo = (path: string | undefined) => {
    if (path === undefined) return
    setActive(path)
    document.getElementById(sideId(path, chosen(path)))?.focus()
  }
  const choose = (to: CaseField | undefined, side: Side) => {
    if (to === undefined || !editable) return
    setTyping(null)
    setActive(to.path)
    form.choose(take(to, side))
    document.getElementById(sideId(to.path, side))?.focus()
  }
  const step = (by: 1 | -1) => goTo(one.fields[one.fields.findIndex((each) => each.path === active) + by]?.path)
  const turn = (by: 1 | -1) => {
    const at = sides.indexOf(chosen(active ?? ''))
    const side = sides[Math.max(0, Math.min(sides.length - 1, at + by))]
    if (side !== undefined) choose(field, side)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const move = moves[event.key]
    if (move === undefined || !editable || event.target instanceof HTMLInputElement || event.ctrlKey || event.altKey) return
    event.preventDefault()
    if (move.across) turn(move.by)
    else step(move.by)
  }
  useShortcut('1', t('reconciliation.case.keys.base'), () => choose(field, 'base'), editable)
  useShortcut('2', t('reconciliation.case.keys.mine'), () => choose(field, 'mine'), editable)
  useShortcut('3', t('reconciliation.case.keys.theirs'), () => choose(field, 'theirs'), editable)
  useShortcut(
    'E',
    t('reconciliation.case.keys.type'),
    () => field !== undefined && setTyping(field.path),
    editable && field !== undefined && canType(field),
  )
  // Handled above; written down for `?`.
  useShortcut('↑|↓', t('reconciliation.case.keys.move'), () => {}, editable)
  useShortcut('←|→', t('reconciliation.case.keys.sides'), () => {}, editable)
  const start = useRef(() => goTo(active))
  useEffect(() => start.current(), [])
  return { active, typing, setTyping, setActive, goTo, choose, onKeyDown }
}

export type FieldsKeys = ReturnType<typeof useFieldsKeys>
