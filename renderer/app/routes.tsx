import { createHashRouter, type RouteObject } from 'react-router'
import { QueuePage } from '#renderer/features/queue/QueuePage.tsx'
import { SignInPage } from '#renderer/features/sign-in/SignInPage.tsx'
import { CrashScreen } from './CrashScreen.tsx'
import { Frame } from './Frame.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'
import { PageLoading } from './PageLoading.tsx'
import { TakesInOnly } from './TakesInOnly.tsx'

/** Every screen. The queue comes with the first load; the rest when it is opened. */
export const routes: RouteObject[] = [
  { path: '/sign-in', element: <SignInPage />, errorElement: <CrashScreen />, HydrateFallback: PageLoading },
  {
    path: '/',
    element: <Frame />,
    errorElement: <CrashScreen />,
    children: [
      {
        errorElement: <CrashScreen inFrame />,
        children: [
          { index: true, element: <QueuePage /> },
          {
            element: <TakesInOnly />,
            children: [
              { path: 'intake', HydrateFallback: PageLoading, lazy: intake },
              { path: 'intake/:draftId', HydrateFallback: PageLoading, lazy: intake },
            ],
          },
          {
            path: 'dossiers/:id',
            HydrateFallback: PageLoading,
            lazy: async () => ({ Component: (await import('#renderer/features/dossier/DossierPage.tsx')).DossierPage }),
          },
          {
            path: 'outbox',
            HydrateFallback: PageLoading,
            lazy: async () => ({ Component: (await import('#renderer/features/outbox/OutboxPage.tsx')).OutboxPage }),
          },
          {
            path: 'reconciliation',
            HydrateFallback: PageLoading,
            lazy: async () => ({
              Component: (await import('#renderer/features/reconciliation/ReconciliationPage.tsx')).ReconciliationPage,
            }),
          },
          {
            path: 'reconciliation/:caseId',
            HydrateFallback: PageLoading,
            lazy: async () => ({ Component: (await import('#renderer/features/reconciliation/CasePage.tsx')).CasePage }),
          },
          {
            path: 'registers',
            HydrateFallback: PageLoading,
            lazy: async () => ({ Component: (await import('#renderer/features/registers/RegistersPage.tsx')).RegistersPage }),
          },
          {
            path: 'day-close',
            HydrateFallback: PageLoading,
            lazy: async () => ({ Component: (await import('#renderer/features/day-close/DayClosePage.tsx')).DayClosePage }),
          },
          {
            path: 'statistics',
            HydrateFallback: PageLoading,
            lazy: async () => ({ Component: (await import('#renderer/features/indicators/StatisticsPage.tsx')).StatisticsPage }),
          },
          {
            path: 'wall',
            HydrateFallback: PageLoading,
            lazy: async () => ({ Component: (await import('#renderer/features/indicators/WallPage.tsx')).WallPage }),
          },
          {
            path: 'settings',
            HydrateFallback: PageLoading,
            lazy: async () => ({ Component: (await import('#renderer/features/settings/SettingsPage.tsx')).SettingsPage }),
          },
          {
            path: 'search',
            HydrateFallback: PageLoading,
            lazy: async () => ({ Component: (await import('#renderer/features/search/SearchPage.tsx')).SearchPage }),
          },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
  },
]

/** Hash paths: the same addresses under `app://desk/` and under the web desk's origin. */
export function createRouter() {
  return createHashRouter(routes)
}

async function intake() {
  return { Component: (await import('#renderer/features/intake/IntakePage.tsx')).IntakePage }
}
