/** To come. */
export function SearchOverlay() {
  return <div className="mc-page" />
}
