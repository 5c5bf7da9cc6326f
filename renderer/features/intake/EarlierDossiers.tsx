import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { DeadlineTag } from '#renderer/ui/DeadlineTag.tsx'

const shownAtMost = 5

/** Earlier dossiers of the same personal number: the official sees at once what is still open. */
export function EarlierDossiers({ personalId }: { personalId: string | null }) {
  const { t } = useTranslation()
  const desk = useDesk()
  const all = useLive(desk.dossiers.rows)
  const rows = useMemo(
    () => (all !== undefined && personalId !== null && /^\d{12}$/.test(personalId) ? desk.dossiers.ofPerson(personalId) : []),
    [desk, all, personalId],
  )
  if (rows.length === 0) return null
  return (
    <section className="mc-block" aria-labelledby="intake-earlier">
      <h3 id="intake-earlier">{t('intake.earlier', { count: rows.length })}</h3>
      <ul className="mc-earlier">
        {rows.slice(0, shownAtMost).map((row) => (
          <li key={row.id}>
            <Link to={`/dossiers/${encodeURIComponent(row.id)}`}>{row.procedureName}</Link>
            <span className="mc-soft mc-code">{row.code}</span>
            <DeadlineTag deadline={row.deadline} dueAt={row.dueAt} status={row.status} plain />
          </li>
        ))}
      </ul>
    </section>
  )
}
