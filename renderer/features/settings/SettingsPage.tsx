/** To come. */
export function SettingsPage() {
  return <div className="mc-page" />
}
