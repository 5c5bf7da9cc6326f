import { Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Dossier } from '#core/dossier/dossier.ts'
import { formatMoney } from '#renderer/ui/format.ts'
import { DayText } from '#renderer/ui/InstantText.tsx'
import { CorrectionField } from '../correction/CorrectionField.tsx'
import { ActionField, fieldId } from './ActionField.tsx'
import { AskedPapers } from './AskedPapers.tsx'
import type { ActionDraft } from './action-draft.ts'
import type { ActionField as Field, FieldName } from './action-fields.ts'
import type { ActionName } from './action-list.ts'
import { parseDayText, parseMoneyText } from './day-text.ts'
import { PapersField } from './PapersField.tsx'
import { ReceiptField } from './ReceiptField.tsx'
import { ResultPages } from './ResultPages.tsx'

/** What every input of a form is given. `change` takes a function of the newest draft: pages may arrive meanwhile. */
export type InputProps = {
  action: ActionName
  field: Field
  draft: ActionDraft
  dossier: Dossier
  fault: string | null
  change: (update: (draft: ActionDraft) => Partial<ActionDraft>) => void
}

type TextName = { [K in FieldName]: K extends keyof ActionDraft ? (ActionDraft[K] extends string ? K : never) : never }[FieldName]

/** The input that a field's name stands for. */
export function FieldInput(props: InputProps) {
  switch (props.field.name) {
    case 'askedPapers':
      return <AskedPapers {...props} />
    case 'papers':
      return <PapersField {...props} />
    case 'correction':
      return <CorrectionField {...props} />
    case 'resultPages':
      return <ResultPages {...props} />
    case 'receipt':
      return <ReceiptField {...props} />
    case 'outcome':
      return <Choice {...props} name="outcome" options={['grant', 'refuse']} words="dossier.facts.outcomeOf" />
    case 'relation':
      return <RelationChoice {...props} />
    case 'method':
      return <Choice {...props} name="method" options={['cash', 'transfer', 'national_gateway', 'card']} words="dossier.field.methodOf" />
    case 'number':
    case 'title':
    case 'to':
    case 'signatureNote':
    case 'authorisation':
    case 'deadline':
    case 'issuedOn':
    case 'amountVnd':
      return <Line {...props} name={props.field.name} />
    default:
      return <Words {...props} name={props.field.name} />
  }
}

/** A field's label: some actions give it a word of their own. */
export function useFieldLabel(action: ActionName, name: FieldName): string {
  const { t } = useTranslation()
  const own = `dossier.field.${name}Of.${action}`
  return t([own, `dossier.field.${name}`])
}

function Line({ action, field, draft, fault, change, name }: InputProps & { name: TextName }) {
  const label = useFieldLabel(action, name)
  const id = fieldId(name)
  return (
    <ActionField name={name} label={label} needed={field.needed} fault={fault} hint={<LineHint name={name} value={draft[name]} />}>
      <Input
        id={id}
        value={draft[name]}
        autoComplete="off"
        inputMode={name === 'amountVnd' || name === 'deadline' || name === 'issuedOn' ? 'numeric' : 'text'}
        status={fault === null ? '' : 'error'}
        aria-required={field.needed}
        aria-invalid={fault !== null}
        aria-describedby={`${id}-note`}
        onChange={(event) => change(() => ({ [name]: event.target.value }))}
      />
    </ActionField>
  )
}

/** What the machine understood of a typed day or amount. */
function LineHint({ name, value }: { name: TextName; value: string }) {
  const { t } = useTranslation()
  if (name === 'deadline' || name === 'issuedOn') {
    const day = parseDayText(value)
    return day === null ? t('dossier.field.dayHint') : <DayText day={day} weekday />
  }
  if (name === 'amountVnd') return formatMoney(parseMoneyText(value) ?? 0)
  if (name === 'signatureNote' || name === 'authorisation')
    return t(`dossier.field.${name === 'signatureNote' ? 'signatureHint' : 'authorisationHint'}`)
  return null
}

function Words({ action, field, draft, fault, change, name }: InputProps & { name: TextName }) {
  const id = fieldId(name)
  return (
    <ActionField name={name} label={useFieldLabel(action, name)} needed={field.needed} fault={fault}>
      <Input.TextArea
        id={id}
        value={draft[name]}
        rows={2}
        className="mc-grows"
        status={fault === null ? '' : 'error'}
        aria-required={field.needed}
        aria-invalid={fault !== null}
        aria-describedby={`${id}-note`}
        onChange={(event) => change(() => ({ [name]: event.target.value }))}
      />
    </ActionField>
  )
}

type ChoiceProps<K extends 'outcome' | 'method' | 'relation'> = InputProps & {
  name: K
  options: readonly ActionDraft[K][]
  words: string
  also?: (value: ActionDraft[K]) => Partial<ActionDraft>
}

function Choice<K extends 'outcome' | 'method' | 'relation'>({
  action,
  field,
  draft,
  fault,
  change,
  name,
  options,
  words,
  also,
}: ChoiceProps<K>) {
  const { t } = useTranslation()
  const label = useFieldLabel(action, name)
  const pick = (value: ActionDraft[K]) => change(() => ({ [name]: value, ...also?.(value) }))
  return (
    <ActionField name={name} label={label} needed={field.needed} fault={fault} group>
      <Radio.Group
        className="mc-action-choices"
        value={draft[name]}
        onChange={(event) => {
          const chosen = options.find((option) => option === event.target.value)
          if (chosen !== undefined) pick(chosen)
        }}
        options={options.map((value) => ({ value, label: t([words, value].join('.')) }))}
      />
    </ActionField>
  )
}

/** Choosing who has come fills in their name; it can still be typed over. */
function RelationChoice(props: InputProps) {
  const { applicant, submitter } = props.dossier
  const names = { applicant: applicant.name, submitter: submitter?.name ?? '', other: '' }
  return (
    <Choice
      {...props}
      name="relation"
      options={submitter === null ? ['applicant', 'other'] : ['applicant', 'submitter', 'other']}
      words="dossier.field.relationOf"
      also={(relation) => ({ to: names[relation], authorisation: relation === 'submitter' ? (submitter?.authorisation ?? '') : '' })}
    />
  )
}
