import { CalendarOutlined } from '@ant-design/icons'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { workingSpansOf } from '#core/calendar/working-spans.ts'
import { type Day, dayOf, epochMsOf } from '#core/record/instant.ts'
import { formatShortDay } from '#renderer/ui/format.ts'
import { InstantText } from '#renderer/ui/InstantText.tsx'
import { Tag } from '#renderer/ui/Tag.tsx'
import { Unverified } from './Unverified.tsx'
import type { Intake, PromisedTime } from './use-intake.ts'

/** The appointment as it would be promised now, and why it falls on that day. */
export function AppointmentLine({ intake }: { intake: Intake }) {
  const { t } = useTranslation()
  const { procedure, promise } = intake
  if (procedure === undefined) return null
  if (promise === null) return <p className="mc-appointment mc-soft">{t('intake.noDuration')}</p>
  const { due, provisional } = promise.appointment
  return (
    <div className="mc-appointment" aria-live="polite">
      <div className="mc-appointment-when">
        <CalendarOutlined aria-hidden="true" />
        <span>{t('intake.appointment')}</span>
        <strong>{due === null ? t('intake.noAppointment') : <InstantText at={due} weekday />}</strong>
        {provisional && (
          <Tag tone="amber" plain icon="△">
            {t('intake.provisional')}
          </Tag>
        )}
      </div>
      <div className="mc-soft mc-small">
        {t(`intake.duration.${promise.duration.unit}`, { value: String(promise.duration.value).replace('.', ',') })}{' '}
        <Unverified source={procedure.durationSource} />
        {reasonsOf(t, promise, procedure.cutoff).map((reason) => (
          <span key={reason}> · {reason}</span>
        ))}
      </div>
    </div>
  )
}

function reasonsOf(t: TFunction, promise: PromisedTime, cutoff: string | null): string[] {
  const { due } = promise.appointment
  if (due === null) return []
  const from = promise.from.slice(0, 10)
  const until = due.slice(0, 10)
  const off = promise.calendar.daysOff.filter((one) => from < one.day && one.day <= until)
  return [
    ...startReasonOf(t, promise, cutoff),
    ...off.map((one) => t('intake.dayOff', { day: formatShortDay(one.day satisfies Day), name: one.name })),
  ]
}

/** Why the clock does not start at once. */
function startReasonOf(t: TFunction, { from, duration, calendar, agency }: PromisedTime, cutoff: string | null): string[] {
  if (duration.unit === 'calendar_day' || duration.unit === 'none') return []
  const spans = workingSpansOf(calendar, agency, dayOf(from))
  const last = spans.at(-1)
  if (last === undefined) return [t('intake.onDayOff')]
  if (epochMsOf(from) > last.toMs) return [t('intake.outsideHours')]
  const late = duration.unit === 'same_day' && cutoff !== null && from.slice(11, 16) > cutoff
  return late ? [t('intake.afterCutoff', { cutoff })] : []
}
