import { Input, InputNumber, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { IntakeRegisterLine } from '#renderer/features/registers/IntakeRegisterLine.tsx'
import { AppointmentLine } from './AppointmentLine.tsx'
import { FeeBlock } from './FeeBlock.tsx'
import { Field, fieldId } from './Field.tsx'
import { PaperChecklist } from './PaperChecklist.tsx'
import { ProcedurePicker } from './ProcedurePicker.tsx'
import type { Intake } from './use-intake.ts'

const channels = [1, 2, 3] as const
const deliveries = ['counter', 'post', 'electronic'] as const

/** What is asked for, with which papers, for how much, until when. */
export function ProcedureColumn({ intake, onAddPages }: { intake: Intake; onAddPages: (paperId: string) => void }) {
  const { t } = useTranslation()
  const { draft, patch } = intake
  return (
    <section className="mc-intake-column" aria-labelledby="intake-what">
      <h2 id="intake-what">{t('intake.procedureAndPapers')}</h2>
      <ProcedurePicker intake={intake} />
      <AppointmentLine intake={intake} />
      {intake.procedure?.register !== undefined && <IntakeRegisterLine kind={intake.procedure.register} />}
      <PaperChecklist intake={intake} onAddPages={onAddPages} />
      <FeeBlock intake={intake} />
      {draft.procedureCode !== null && (
        <div className="mc-fields">
          <div className="mc-field mc-wide">
            <span>{t('intake.channel')}</span>
            <Segmented
              block
              size="small"
              aria-label={t('intake.channel')}
              value={draft.channel}
              onChange={(channel) => patch({ channel })}
              options={channels.map((value) => ({ value, label: t(`intake.channelName.${value}`) }))}
            />
          </div>
          <Field field="deliveryMethod" label={t('intake.delivery')}>
            <Select
              id={fieldId('deliveryMethod')}
              className="mc-full"
              value={draft.deliveryMethod}
              onChange={(deliveryMethod) => patch({ deliveryMethod })}
              options={deliveries.map((value) => ({ value, label: t(`intake.deliveryName.${value}`) }))}
            />
          </Field>
          <Field field="sets" label={t('intake.sets')}>
            <InputNumber
              id={fieldId('sets')}
              className="mc-full"
              min={1}
              max={99}
              value={draft.sets}
              onChange={(sets) => patch({ sets: sets ?? 1 })}
            />
          </Field>
          {draft.deliveryMethod !== 'counter' && (
            <Field field="deliveryPlace" label={t('intake.deliveryPlace')} wide>
              <Input
                id={fieldId('deliveryPlace')}
                value={draft.deliveryPlace}
                onChange={(event) => patch({ deliveryPlace: event.target.value })}
                autoComplete="off"
              />
            </Field>
          )}
          <Field field="subject" label={t('intake.subject')} wide>
            <Input
              id={fieldId('subject')}
              value={draft.subject}
              onChange={(event) => patch({ subject: event.target.value })}
              autoComplete="off"
            />
          </Field>
          <Field field="note" label={t('intake.note')} wide>
            <Input id={fieldId('note')} value={draft.note} onChange={(event) => patch({ note: event.target.value })} autoComplete="off" />
          </Field>
        </div>
      )}
    </section>
  )
}
