import { useTranslation } from 'react-i18next'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { FactList } from '#renderer/ui/FactList.tsx'
import { PairHub } from './PairHub.tsx'
import { useHubStatus } from './use-hub-status.ts'

/** Which server this desk talks to: the province's centre or the office's hub, and changing over. */
export function HubCard() {
  const { t } = useTranslation()
  const hub = useHubStatus()
  const { place, atOffice } = useLive(useDesk().sync.status)
  if (hub === null) return null
  const server = hub.hub === null ? (hub.centre ?? '–') : `${hub.hub.name} · ${hub.hub.address}`
  return (
    <section className="mc-card" aria-labelledby="settings-hub">
      <h2 id="settings-hub">{t('settings.hub.title')}</h2>
      <FactList
        facts={[
          { name: t('settings.hub.kind'), value: place === null ? '–' : t(`settings.hub.kinds.${place}`) },
          { name: t('settings.hub.server'), value: server },
          ...(place === 'office' ? [{ name: t('settings.hub.atOffice'), value: atOffice }] : []),
        ]}
      />
      {hub.canPair ? <PairHub hub={hub.hub} /> : <p className="mc-settings-note">{t('settings.hub.webOnly')}</p>}
    </section>
  )
}
