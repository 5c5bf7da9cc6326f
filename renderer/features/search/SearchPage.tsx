/** To come. */
export function SearchPage() {
  return <div className="mc-page" />
}
