import { useState } from 'react'
import { Day } from '#core/record/instant.ts'
import { formatDay } from '#renderer/ui/format.ts'

type Props = { label: string; day: Day; onChange(day: Day): void }

/** A day as it is written in Vietnam (`21/11/2026`), whatever language the PC speaks; what is no day is put back on leaving. */
export function DayField({ label, day, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null)
  const take = () => {
    const [date = '', month = '', year = ''] = (typed ?? '').trim().split(/[/.-]/)
    const parsed = Day.safeParse(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`)
    setTyped(null)
    if (parsed.success && parsed.data !== day) onChange(parsed.data)
  }
  return (
    <input
      inputMode="numeric"
      aria-label={label}
      value={typed ?? formatDay(day)}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={take}
      onKeyDown={({ key }) => {
        if (key === 'Enter') take()
      }}
    />
  )
}
