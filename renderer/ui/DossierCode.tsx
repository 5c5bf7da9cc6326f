/**
 * A dossier code; its last four digits, which people say aloud, are bold. Where room is short the agency's prefix gives way,
 * never the end; `short` leaves it out, as in a list where every row has the same.
 */
export function DossierCode({ code, short }: { code: string; short?: boolean }) {
  const dash = code.indexOf('-') + 1
  return (
    <span className="mc-code" title={code}>
      {!short && <span className="mc-code-head">{code.slice(0, dash)}</span>}
      <span>
        {code.slice(dash, -4)}
        <strong>{code.slice(-4)}</strong>
      </span>
    </span>
  )
}
