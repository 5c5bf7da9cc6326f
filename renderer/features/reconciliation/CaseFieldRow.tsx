import { EditOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Dossier } from '#core/dossier/dossier.ts'
import type { CaseField, ReconciliationCase } from '#core/reconciliation/case.ts'
import { KeyHint } from '#renderer/ui/KeyHint.tsx'
import { type Side, sides } from './choices.ts'
import { Differences } from './Differences.tsx'
import { describeValue, labelOf } from './field-words.ts'
import { rowId } from './focus-lack.ts'
import { markDifferences } from './mark-differences.ts'
import { canType } from './read-typed.ts'
import { TypedValue } from './TypedValue.tsx'
import type { CaseForm } from './use-case-form.ts'
import { type FieldsKeys, sideId } from './use-fields-keys.ts'

type Props = { field: CaseField; one: ReconciliationCase; dossier: Dossier; form: CaseForm; keys: FieldsKeys; editable: boolean }

/** One field: three values to take, and the result. Letters that differ between the two sides are marked. */
export function CaseFieldRow({ field, one, dossier, form, keys, editable }: Props) {
  const { t } = useTranslation()
  const { path } = field
  const label = labelOf(t, path, dossier)
  const choice = form.draft.choices[path] ?? one.settled?.choices.find((each) => each.path === path)
  const words = {
    base: describeValue(t, path, field.base),
    mine: describeValue(t, path, field.mine),
    theirs: describeValue(t, path, field.theirs),
  }
  const marked = markDifferences(words.mine, words.theirs)
  const shown: Record<Side, ReactNode> = {
    base: words.base,
    mine: <Differences parts={marked.left} />,
    theirs: <Differences parts={marked.right} />,
  }
  const names: Record<Side, string> = {
    base: t('reconciliation.case.side.base'),
    mine: t('reconciliation.case.side.mine', { desk: one.mine.deskName }),
    theirs: t('reconciliation.case.side.theirs', { desk: one.theirs.deskName }),
  }
  const reached = choice === undefined || choice.take === 'typed' ? 'mine' : choice.take
  const lacking = form.pressed && choice === undefined
  return (
    <tr id={rowId(path)} className={keys.active === path && editable ? 'mc-case-row mc-case-row-active' : 'mc-case-row'}>
      <th scope="row">
        {label}
        <div className="mc-soft">{t(`reconciliation.case.${field.fieldClass === 'legal' ? 'legal' : 'free'}`)}</div>
      </th>
      {sides.map((side) => (
        <td key={side}>
          {editable ? (
            <button
              id={sideId(path, side)}
              type="button"
              className={choice?.take === side ? 'mc-side mc-side-taken' : 'mc-side'}
              aria-pressed={choice?.take === side}
              aria-label={t('reconciliation.case.chooseSide', { side: names[side], value: words[side] })}
              tabIndex={keys.active === path && side === reached ? 0 : -1}
              onClick={() => keys.choose(field, side)}
            >
              {shown[side]}
            </button>
          ) : (
            <span className={choice?.take === side ? 'mc-side mc-side-taken' : 'mc-side'}>{shown[side]}</span>
          )}
        </td>
      ))}
      <td className="mc-case-result">
        {keys.typing === path ? (
          <TypedValue field={field} label={label} form={form} keys={keys} />
        ) : (
          <>
            {choice === undefined ? (
              <span className={lacking ? 'mc-case-fault' : 'mc-warn'}>{t('reconciliation.case.toChoose')}</span>
            ) : (
              <strong>{describeValue(t, path, choice.value)}</strong>
            )}
            {editable && canType(field) && (
              <Button
                type="text"
                size="small"
                icon={<EditOutlined aria-hidden="true" />}
                aria-label={`${t('reconciliation.case.type')}: ${label}`}
                aria-keyshortcuts="E"
                tabIndex={-1}
                onClick={() => {
                  keys.setActive(path)
                  keys.setTyping(path)
                }}
              >
                <KeyHint keys="E" />
              </Button>
            )}
          </>
        )}
      </td>
    </tr>
  )
}
