import type { DossierRow } from '#renderer/data/desk.ts'
import { DossierCode } from '#renderer/ui/DossierCode.tsx'
import { StatusTag } from '#renderer/ui/StatusTag.tsx'

/** One found dossier: whose, what, where it stands. Of the personal number only the end, as in every list. */
export function SearchOption({ id, row, selected, onOpen }: { id: string; row: DossierRow; selected: boolean; onOpen(): void }) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: focus stays in the field, whose arrows and Enter choose
    <div id={id} role="option" tabIndex={-1} aria-selected={selected} className="mc-search-option" onClick={onOpen}>
      <span className="mc-search-who">
        <strong className="mc-strong">{row.applicantName}</strong>
        <span className="mc-soft mc-figures">
          {row.birthYear !== '' && `, ${row.birthYear}`}
          {row.personalIdTail !== '' && ` · …${row.personalIdTail}`}
        </span>
      </span>
      <StatusTag status={row.status} plain />
      <span className="mc-search-what mc-soft">{row.procedureName}</span>
      <DossierCode code={row.code} />
    </div>
  )
}
