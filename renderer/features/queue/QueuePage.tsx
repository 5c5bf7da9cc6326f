/** To come. */
export function QueuePage() {
  return <div className="mc-page" />
}
