/** To come. */
export function IntakePage() {
  return <div className="mc-page" />
}
