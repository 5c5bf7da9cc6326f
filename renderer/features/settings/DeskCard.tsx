import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { FactList } from '#renderer/ui/FactList.tsx'
import { InstantText } from '#renderer/ui/InstantText.tsx'

/** Which desk this PC is, and the numbers it may give out. */
export function DeskCard() {
  const { t } = useTranslation()
  const desk = useDesk()
  const place = useLive(desk.session.desk)
  const numbering = useLive(desk.numbering)
  const slot =
    numbering.slot === null
      ? t('settings.desk.noSlot')
      : t('settings.desk.slotValue', { slot: String(numbering.slot).padStart(3, '0'), generation: numbering.generation })
  return (
    <section className="mc-card" aria-labelledby="settings-desk">
      <h2 id="settings-desk">{t('settings.desk.title')}</h2>
      <FactList
        facts={[
          { name: t('settings.desk.agency'), value: place?.agencyName ?? '–' },
          { name: t('settings.desk.name'), value: place?.name ?? '–' },
          { name: t('settings.desk.device'), value: <code className="mc-wrap">{place?.device.replace('device:', '') ?? '–'}</code> },
          { name: t('settings.desk.slot'), value: slot },
          { name: t('settings.desk.issuedToday'), value: numbering.issuedToday },
          { name: t('settings.desk.lapsesAt'), value: numbering.lapsesAt === null ? '–' : <InstantText at={numbering.lapsesAt} weekday /> },
        ]}
      />
      {numbering.problem !== null && (
        <Alert
          type="warning"
          showIcon
          title={t(`settings.desk.problem.${numbering.problem}`)}
          description={t(`settings.desk.problemTodo.${numbering.problem}`)}
        />
      )}
    </section>
  )
}
