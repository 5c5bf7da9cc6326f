import { UserOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { InstantText } from '#renderer/ui/InstantText.tsx'
import type { KnownOfficial } from './use-known-officials.ts'

type Props = { known: KnownOfficial[]; selected: string; onSelect(login: string): void }

/** Pick yourself, type the password: nobody types a login twice on the same PC. */
export function KnownOfficials({ known, selected, onSelect }: Props) {
  const { t } = useTranslation()
  return (
    <fieldset className="mc-known" aria-label={t('signIn.known')}>
      {known.map((one) => (
        <button key={one.login} type="button" aria-pressed={one.login === selected} onClick={() => onSelect(one.login)}>
          <UserOutlined aria-hidden="true" />
          <span className="mc-known-name">{one.name}</span>
          <span className="mc-soft mc-known-when">
            {t('signIn.lastSignIn')} <InstantText at={one.lastSignIn} brief />
          </span>
        </button>
      ))}
      {selected !== '' && (
        <button type="button" className="mc-known-other" onClick={() => onSelect('')}>
          {t('signIn.someoneElse')}
        </button>
      )}
    </fieldset>
  )
}
