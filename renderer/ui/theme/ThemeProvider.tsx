import { App, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import viVN from 'antd/locale/vi_VN'
import { type ReactNode, useEffect, useMemo, useSyncExternalStore } from 'react'
import { toAntdTheme } from './antd-theme.ts'
import { type Palette, palettes } from './palettes.ts'
import { preferences } from './preferences.ts'
import { useMedia } from './use-media.ts'

const nonce = globalThis.document?.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

/** Theme, component language and CSP nonce for everything below. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const choice = useSyncExternalStore(preferences.subscribe, preferences.get, preferences.get)
  const prefersDark = useMedia('(prefers-color-scheme: dark)')
  const prefersContrast = useMedia('(prefers-contrast: more)')
  const reducedMotion = useMedia('(prefers-reduced-motion: reduce)')
  const name = choice.theme === 'system' ? systemTheme(prefersDark, prefersContrast) : choice.theme
  const config = useMemo(() => toAntdTheme(palettes[name], reducedMotion), [name, reducedMotion])
  useEffect(() => paintRoot(palettes[name]), [name])
  return (
    <ConfigProvider
      theme={config}
      locale={choice.language === 'vi' ? viVN : enUS}
      csp={{ nonce }}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <App className="mc-app">{children}</App>
    </ConfigProvider>
  )
}

function systemTheme(prefersDark: boolean, prefersContrast: boolean): Palette['name'] {
  if (prefersContrast) return 'contrast'
  return prefersDark ? 'dark' : 'light'
}

/** The palette as custom properties (`--mc-ink-soft`), so that our own CSS and antd never disagree. */
function paintRoot(palette: Palette): void {
  const root = document.documentElement
  root.dataset.theme = palette.name
  root.style.colorScheme = palette.name === 'dark' ? 'dark' : 'light'
  for (const [name, value] of Object.entries(palette)) {
    if (name !== 'name') root.style.setProperty(`--mc-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value)
  }
}
