/** A dossier code; its last four digits, which people say aloud, are bold. */
export function DossierCode({ code }: { code: string }) {
  return (
    <span className="mc-code">
      {code.slice(0, -4)}
      <strong>{code.slice(-4)}</strong>
    </span>
  )
}
