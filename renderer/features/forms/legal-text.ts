import type { Duration } from '#core/dossier/dossier.ts'
import type { Day, Instant } from '#core/record/instant.ts'

const weekdays = ['Chủ Nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy']

/** `08 giờ 20 phút, Thứ Năm ngày 05 tháng 11 năm 2026`: how forms write a moment, whatever zone or language the PC has. */
export function writeInstant(instant: Instant): string {
  return `${instant.slice(11, 13)} giờ ${instant.slice(14, 16)} phút, ${weekdayOf(instant)} ${writeDay(instant)}`
}

/** `ngày 05 tháng 11 năm 2026`. */
export function writeDay(day: Day | Instant): string {
  return `ngày ${day.slice(8, 10)} tháng ${day.slice(5, 7)} năm ${day.slice(0, 4)}`
}

/** `16.000 đồng`. */
export function writeMoney(amountVnd: number): string {
  return `${String(amountVnd).replace(/\B(?=(\d{3})+$)/g, '.')} đồng`
}

const units: Record<Duration['unit'], string> = {
  working_hour: 'giờ làm việc',
  working_day: 'ngày làm việc',
  calendar_day: 'ngày',
  same_day: 'trong ngày làm việc',
  none: 'không hẹn ngày trả',
}

/** `3 ngày làm việc`, `trong ngày làm việc`. */
export function writeDuration(duration: Duration): string {
  const unit = units[duration.unit]
  return duration.unit === 'same_day' || duration.unit === 'none' ? unit : `${String(duration.value).replace('.', ',')} ${unit}`
}

/** `1990-05` → `05/1990`: a birth date as papers write it. */
export function writeBirthDate(birthDate: string): string {
  return birthDate.split('-').reverse().join('/')
}

function weekdayOf(day: Day | Instant): string {
  return weekdays[new Date(`${day.slice(0, 10)}T00:00:00Z`).getUTCDay()] ?? ''
}
