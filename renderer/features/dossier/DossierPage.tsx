/** To come. */
export function DossierPage() {
  return <div className="mc-page" />
}
