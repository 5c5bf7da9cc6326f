import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { createRouter } from './app/routes.tsx'
import { getBridge } from './bridge/get-bridge.ts'
import { openDesk } from './data/open-desk.ts'
import { StartFailed } from './features/home/StartFailed.tsx'
import { startLanguages } from './i18n/i18n.ts'
import { keepWebDesk } from './offline/keep-web-desk.ts'
import './ui/theme.css'

/** Languages before the desk, because a desk that cannot open has to say so in words. */
async function start(): Promise<void> {
  const place = document.getElementById('root')
  if (place === null) throw new Error('index.html has no #root')
  const root = createRoot(place)
  keepWebDesk()
  await startLanguages()
  const bridge = getBridge()
  try {
    const desk = await openDesk({ bridge })
    const router = createRouter()
    root.render(
      <StrictMode>
        <App desk={desk} bridge={bridge} router={router} />
      </StrictMode>,
    )
  } catch (error) {
    root.render(<StartFailed error={error} />)
  }
}

void start()
