import { useTranslation } from 'react-i18next'
import type { OfferedHub } from '#core/bridge/hub.ts'

/** Hubs that offer themselves in the LAN. Picking one fills in its address; the code is still to be typed from the hub's screen. */
export function OfferedHubs({ hubs, onPick }: { hubs: OfferedHub[]; onPick(address: string): void }) {
  const { t } = useTranslation()
  if (hubs.length === 0) return <p className="mc-settings-note">{t('settings.hub.noneOffered')}</p>
  return (
    <fieldset className="mc-offered" aria-label={t('settings.hub.offered')}>
      {hubs.map((hub) => (
        <button key={hub.address} type="button" onClick={() => onPick(hub.address)}>
          <span>{hub.name}</span>
          <span className="mc-soft">
            {hub.agencyName} · {hub.address}
          </span>
        </button>
      ))}
      <p className="mc-settings-note">{t('settings.hub.offeredNote')}</p>
    </fieldset>
  )
}
