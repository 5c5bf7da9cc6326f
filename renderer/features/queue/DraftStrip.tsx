import { EditOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { InstantText } from '#renderer/ui/InstantText.tsx'

const shownAtMost = 4

/** Intakes that were begun and not saved: one click goes on where they stopped. */
export function DraftStrip() {
  const { t } = useTranslation()
  const drafts = useLive(useDesk().drafts.list)
  if (drafts.length === 0) return null
  const newestFirst = [...drafts].sort((a, b) => (a.updated < b.updated ? 1 : -1))
  return (
    <section className="mc-drafts" aria-label={t('queue.drafts.title')}>
      <span className="mc-drafts-title">
        <EditOutlined aria-hidden="true" /> {t('queue.drafts.title')}
      </span>
      {newestFirst.slice(0, shownAtMost).map((draft) => (
        <Link key={draft.id} className="mc-draft" to={`/intake/${draft.id}`}>
          <span className="mc-draft-name">{draft.applicant.name || t('queue.drafts.nameless')}</span>
          <span className="mc-soft">
            <InstantText at={draft.updated} brief />
          </span>
        </Link>
      ))}
      {drafts.length > shownAtMost && <span className="mc-soft">{t('queue.drafts.more', { count: drafts.length - shownAtMost })}</span>}
    </section>
  )
}
