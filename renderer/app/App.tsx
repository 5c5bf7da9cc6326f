import { RouterProvider } from 'react-router/dom'
import type { Bridge } from '#core/bridge/contract.ts'
import type { Desk } from '#renderer/data/desk.ts'
import { DeskProvider } from '#renderer/data/hooks.ts'
import { ThemeProvider } from '#renderer/ui/theme/ThemeProvider.tsx'
import type { createRouter } from './routes.tsx'
import { BridgeContext } from './use-desk.ts'

/** The whole desk on screen. */
export function App({ desk, bridge, router }: { desk: Desk; bridge: Bridge; router: ReturnType<typeof createRouter> }) {
  return (
    <ThemeProvider>
      <BridgeContext value={bridge}>
        <DeskProvider desk={desk}>
          <RouterProvider router={router} />
        </DeskProvider>
      </BridgeContext>
    </ThemeProvider>
  )
}
