import {
  BarChartOutlined,
  BookOutlined,
  CalendarOutlined,
  CloudUploadOutlined,
  DashboardOutlined,
  DiffOutlined,
  FileAddOutlined,
  SettingOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { NavLink, useNavigate } from 'react-router'
import { countAll } from '#renderer/features/reconciliation/reconciliation-tabs.ts'
import { KeyHint } from '#renderer/ui/KeyHint.tsx'
import { useShortcut } from '#renderer/ui/use-shortcut.ts'
import { useDesk, useLive } from './use-desk.ts'
import { useTakesIn, useWatches } from './use-takes-in.ts'

/** The functions, each with icon, name and key. */
export function SideNav() {
  const { t } = useTranslation()
  const status = useLive(useDesk().sync.status)
  const takesIn = useTakesIn()
  const watches = useWatches()
  const waiting = status.waitingDossiers + status.waitingPages + status.waitingEvents
  useNavigationKeys()
  return (
    <nav className="mc-nav" aria-label={t('app.nav.label')}>
      {takesIn && (
        <NavItem to="/intake" icon={<FileAddOutlined aria-hidden="true" />} keys="F2">
          {t('app.nav.intake')}
        </NavItem>
      )}
      <NavItem to="/" icon={<UnorderedListOutlined aria-hidden="true" />}>
        {t('app.nav.queue')}
      </NavItem>
      <NavItem
        to="/outbox"
        icon={<CloudUploadOutlined aria-hidden="true" />}
        count={<OutboxCount waiting={waiting} refused={status.refused} />}
      >
        {t('app.nav.outbox')}
      </NavItem>
      <NavItem to="/reconciliation" icon={<DiffOutlined aria-hidden="true" />} count={<CaseCount />}>
        {t('app.nav.reconciliation')}
      </NavItem>
      <NavItem to="/registers" icon={<BookOutlined aria-hidden="true" />}>
        {t('app.nav.registers')}
      </NavItem>
      <NavItem to="/day-close" icon={<CalendarOutlined aria-hidden="true" />}>
        {t('app.nav.dayClose')}
      </NavItem>
      <NavItem to="/statistics" icon={<BarChartOutlined aria-hidden="true" />}>
        {t('app.nav.statistics')}
      </NavItem>
      {watches && (
        <NavItem to="/wall" icon={<DashboardOutlined aria-hidden="true" />}>
          {t('app.nav.wall')}
        </NavItem>
      )}
      <NavItem to="/settings" icon={<SettingOutlined aria-hidden="true" />}>
        {t('app.nav.settings')}
      </NavItem>
    </nav>
  )
}

function NavItem({
  to,
  icon,
  keys,
  count,
  children,
}: {
  to: string
  icon: ReactNode
  keys?: string
  count?: ReactNode
  children: ReactNode
}) {
  return (
    <NavLink to={to} end={to === '/'} {...(keys === undefined ? {} : { 'aria-keyshortcuts': keys })}>
      <span aria-hidden="true">{icon}</span>
      <span className="mc-nav-text">{children}</span>
      {keys !== undefined && <KeyHint keys={keys} />}
      {count}
    </NavLink>
  )
}

function OutboxCount({ waiting, refused }: { waiting: number; refused: number }) {
  const { t } = useTranslation()
  if (refused > 0) {
    return (
      <span className="mc-nav-count mc-nav-count-red" title={t('app.nav.refused', { count: refused })}>
        {refused}
      </span>
    )
  }
  if (waiting === 0) return null
  return (
    <span className="mc-nav-count" title={t('app.nav.waiting', { count: waiting })}>
      {waiting}
    </span>
  )
}

/** Cases that wait for a decision; red where one has waited for more than a day. */
function CaseCount() {
  const { t } = useTranslation()
  const cases = useLive(useDesk().reconciliation.cases)
  const { open, loud } = countAll(cases, null, Date.now())
  if (open === 0) return null
  return (
    <span
      className={loud > 0 ? 'mc-nav-count mc-nav-count-red' : 'mc-nav-count'}
      title={loud > 0 ? t('app.nav.loudCases', { count: loud }) : t('app.nav.openCases', { count: open })}
    >
      {open}
    </span>
  )
}

function useNavigationKeys(): void {
  const { t } = useTranslation()
  const navigate = useNavigate()
  useShortcut('F2|Ctrl+I', t('app.keys.intake'), () => void navigate('/intake'), useTakesIn())
  useShortcut('Alt+1', t('app.keys.queue'), () => void navigate('/'))
  useShortcut('Alt+2', t('app.keys.outbox'), () => void navigate('/outbox'))
  useShortcut('Alt+5', t('app.keys.registers'), () => void navigate('/registers'))
  useShortcut('Alt+6', t('app.keys.dayClose'), () => void navigate('/day-close'))
  useShortcut('Alt+4', t('app.keys.reconciliation'), () => void navigate('/reconciliation'))
  useShortcut('Alt+7', t('app.keys.statistics'), () => void navigate('/statistics'))
  useShortcut('Alt+8', t('app.keys.wall'), () => void navigate('/wall'), useWatches())
  useShortcut('Alt+3', t('app.keys.settings'), () => void navigate('/settings'))
}
