import { Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'

const choices = [3, 6, 12, 24, 60]

/** How long closed dossiers stay on this PC; afterwards they are at the centre. */
export function RecordsCard() {
  const { t } = useTranslation()
  const { records } = useDesk()
  const { keepMonths } = useLive(records.policy)
  const [problem, setProblem] = useState<unknown>(null)
  const change = (months: number) => {
    setProblem(null)
    records.setPolicy({ keepMonths: months }).catch(setProblem)
  }
  return (
    <section className="mc-card" aria-labelledby="settings-records">
      <h2 id="settings-records">{t('settings.records.title')}</h2>
      <Radio.Group
        aria-labelledby="settings-records"
        value={keepMonths}
        onChange={(event) => change(choices.find((one) => one === event.target.value) ?? 12)}
        options={choices.map((months) => ({ value: months, label: t('settings.records.months', { months }) }))}
      />
      <p className="mc-settings-note">{t('settings.records.note')}</p>
      {problem !== null && <ErrorNote error={problem} />}
    </section>
  )
}
