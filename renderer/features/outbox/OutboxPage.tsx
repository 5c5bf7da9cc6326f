/** To come. */
export function OutboxPage() {
  return <div className="mc-page" />
}
