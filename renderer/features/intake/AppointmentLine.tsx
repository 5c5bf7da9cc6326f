import { CalendarOutlined } from '@ant-design/icons'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Day } from '#core/record/instant.ts'
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
        <CalendarOutlined aria-hidden />
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
  const late = promise.duration.unit === 'same_day' && cutoff !== null && promise.from.slice(11, 16) > cutoff
  const off = promise.calendar.daysOff.filter((one) => from < one.day && one.day <= until)
  return [
    ...(late ? [t('intake.afterCutoff', { cutoff: cutoff ?? '' })] : []),
    ...off.map((one) => t('intake.dayOff', { day: formatShortDay(one.day satisfies Day), name: one.name })),
  ]
}
