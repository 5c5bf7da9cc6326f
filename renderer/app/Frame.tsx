import { Suspense, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, Outlet, useLocation } from 'react-router'
import type { PersonId } from '#core/record/ids.ts'
import { DayNotClosedNote } from '#renderer/features/day-close/DayNotClosedNote.tsx'
import { SearchOverlay } from '#renderer/features/search/SearchOverlay.tsx'
import { AppHeader } from './AppHeader.tsx'
import './frame.css'
import { KeyMap } from './KeyMap.tsx'
import { PageLoading } from './PageLoading.tsx'
import { SideNav } from './SideNav.tsx'
import { StatusBar } from './StatusBar.tsx'
import { useDesk, useLive } from './use-desk.ts'

/** Header, navigation and status bar around every screen of a signed-in official. */
export function Frame() {
  const { t } = useTranslation()
  const official = useLive(useDesk().session.current)
  const location = useLocation()
  const left = useRef<PersonId | null>(null)
  if (official === null)
    return <Navigate to="/sign-in" replace state={{ from: location.pathname + location.search, leftBy: left.current }} />
  left.current = official.person
  return (
    <div className="mc-frame">
      <button type="button" className="mc-skip" onClick={focusContent}>
        {t('app.skip')}
      </button>
      <AppHeader official={official} />
      <SideNav />
      <main className="mc-content" id="content" tabIndex={-1}>
        <DayNotClosedNote />
        <Suspense fallback={<PageLoading />}>
          <Outlet />
        </Suspense>
      </main>
      <StatusBar />
      <SearchOverlay />
      <KeyMap />
    </div>
  )
}

/** The address after `#` belongs to the router, so skipping is a button that moves the focus. */
function focusContent(): void {
  document.getElementById('content')?.focus()
}
