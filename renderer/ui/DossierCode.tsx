/**
 * A dossier code; its last four digits, which people say aloud, are bold. Where room is short the agency's prefix gives way,
 * never the end.
 */
export function DossierCode({ code }: { code: string }) {
  const dash = code.indexOf('-') + 1
  return (
    <span className="mc-code" title={code}>
      <span className="mc-code-head">{code.slice(0, dash)}</span>
      <span>
        {code.slice(dash, -4)}
        <strong>{code.slice(-4)}</strong>
      </span>
    </span>
  )
}
