import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import type { OfficeHubState } from '#renderer/data/centre/office-hub.ts'
import { FactList } from '#renderer/ui/FactList.tsx'
import { formatSize } from '#renderer/ui/format.ts'
import { InstantText } from '#renderer/ui/InstantText.tsx'
import { PairHub } from './PairHub.tsx'
import { useHubStatus } from './use-hub-status.ts'
import { useOfficeHub } from './use-office-hub.ts'

/** Which server this desk talks to: the province's centre or the office's hub, and changing over. */
export function HubCard() {
  const { t } = useTranslation()
  const hub = useHubStatus()
  const { place, atOffice } = useLive(useDesk().sync.status)
  const office = useOfficeHub()
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
          ...(office === null ? [] : [{ name: t('settings.hub.toProvince'), value: <Line office={office} /> }]),
          ...(office?.pages === undefined ? [] : [{ name: t('settings.hub.pages'), value: roomText(t, office.pages) }]),
        ]}
      />
      {hub.canPair ? <PairHub hub={hub.hub} /> : <p className="mc-settings-note">{t('settings.hub.webOnly')}</p>}
    </section>
  )
}

function Line({ office: { line, since } }: { office: OfficeHubState }) {
  const { t } = useTranslation()
  return (
    <>
      {t(`settings.hub.lines.${line}`)} <InstantText at={since} />
    </>
  )
}

function roomText(t: TFunction, { bytes, limitBytes, evicted }: NonNullable<OfficeHubState['pages']>): string {
  const room = t('settings.hub.room', { size: formatSize(bytes), limit: formatSize(limitBytes) })
  return evicted === 0 ? room : `${room} · ${t('settings.hub.evicted', { count: evicted })}`
}
