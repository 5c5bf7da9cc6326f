import { RouterProvider } from 'react-router/dom'
import type { Bridge } from '#core/bridge/contract.ts'
import type { Desk } from '#renderer/data/desk.ts'
import { ThemeProvider } from '#renderer/ui/theme/ThemeProvider.tsx'
import { createRouter } from './routes.tsx'
import { BridgeContext, DeskContext } from './use-desk.ts'

/** The whole desk on screen. */
export function App({ desk, bridge, router }: { desk: Desk; bridge: Bridge; router: ReturnType<typeof createRouter> }) {
  return (
    <ThemeProvider>
      <BridgeContext value={bridge}>
        <DeskContext value={desk}>
          <RouterProvider router={router} />
        </DeskContext>
      </BridgeContext>
    </ThemeProvider>
  )
}
