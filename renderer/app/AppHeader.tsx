import { DownOutlined, SearchOutlined, UserOutlined } from '@ant-design/icons'
import { Button, Dropdown, type MenuProps } from 'antd'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { SignedInOfficial } from '#renderer/data/desk.ts'
import { KeyHint } from '#renderer/ui/KeyHint.tsx'
import { Preferences, preferences } from '#renderer/ui/theme/preferences.ts'
import { BrandMark } from './BrandMark.tsx'
import { openKeyMap, openSearch } from './page-signals.ts'
import { useDesk, useLive } from './use-desk.ts'

/** Brand, place, search and account. */
export function AppHeader({ official }: { official: SignedInOfficial }) {
  const { t } = useTranslation()
  const place = useLive(useDesk().session.desk)
  return (
    <header className="mc-header">
      <Link className="mc-brand" to="/">
        <BrandMark />
        {t('app.name')}
      </Link>
      {place !== null && (
        <span className="mc-place" title={`${place.agencyName} · ${place.name}`}>
          {place.agencyName} · {place.name}
        </span>
      )}
      <button type="button" className="mc-search-box" aria-keyshortcuts="Control+K" onClick={openSearch.send}>
        <SearchOutlined aria-hidden="true" />
        <span className="mc-hidden">{t('app.searchLabel')}: </span>
        <span className="mc-search-box-words">{t('app.searchBox')}</span>
        <KeyHint keys="Ctrl+K" />
      </button>
      <AccountMenu official={official} />
    </header>
  )
}

function AccountMenu({ official }: { official: SignedInOfficial }) {
  const { t } = useTranslation()
  const desk = useDesk()
  const navigate = useNavigate()
  const choice = useSyncExternalStore(preferences.subscribe, preferences.get, preferences.get)
  const items: NonNullable<MenuProps['items']> = [
    {
      key: 'theme',
      type: 'group',
      label: t('app.menu.theme'),
      children: Preferences.shape.theme.options.map((theme) => ({
        key: `theme:${theme}`,
        label: t(`app.theme.${theme}`),
        onClick: () => preferences.set({ theme }),
      })),
    },
    {
      key: 'language',
      type: 'group',
      label: t('app.menu.language'),
      children: Preferences.shape.language.options.map((language) => ({
        key: `language:${language}`,
        label: t(`app.language.${language}`),
        onClick: () => preferences.set({ language }),
      })),
    },
    { type: 'divider' },
    { key: 'keys', label: t('app.menu.keys'), extra: '?', onClick: openKeyMap.send },
    { key: 'settings', label: t('app.menu.settings'), onClick: () => void navigate('/settings') },
    { key: 'signOut', label: t('app.menu.signOut'), onClick: () => void desk.session.signOut() },
  ]
  return (
    <Dropdown
      menu={{ items, selectedKeys: [`theme:${choice.theme}`, `language:${choice.language}`] }}
      trigger={['click']}
      getPopupContainer={(button) => button.parentElement ?? document.body}
    >
      <Button
        type="text"
        className="mc-user"
        icon={<UserOutlined aria-hidden="true" />}
        aria-label={t('app.menu.label', { name: official.name })}
      >
        <span className="mc-user-name">{official.name}</span>
        <DownOutlined aria-hidden="true" />
      </Button>
    </Dropdown>
  )
}
