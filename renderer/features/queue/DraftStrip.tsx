import { CloseOutlined, EditOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { IntakeDraft } from '#core/dossier/intake.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { InstantText } from '#renderer/ui/InstantText.tsx'

const shownAtMost = 4

/** Intakes that were begun and not saved: one click goes on where they stopped, one discards, one more brings it back. */
export function DraftStrip() {
  const { t } = useTranslation()
  const desk = useDesk()
  const drafts = useLive(desk.drafts.list)
  const [discarded, setDiscarded] = useState<IntakeDraft | null>(null)
  if (drafts.length === 0 && discarded === null) return null
  const newestFirst = [...drafts].sort((a, b) => (a.updated < b.updated ? 1 : -1))
  const nameOf = (draft: IntakeDraft) => draft.applicant.name || t('queue.drafts.nameless')
  const discard = async (draft: IntakeDraft) => {
    await desk.drafts.remove(draft.id)
    setDiscarded(draft)
  }
  const bringBack = async (draft: IntakeDraft) => {
    await desk.drafts.save(draft)
    setDiscarded(null)
  }
  return (
    <section className="mc-drafts" aria-label={t('queue.drafts.title')}>
      <span className="mc-drafts-title">
        <EditOutlined aria-hidden="true" /> {t('queue.drafts.title')}
      </span>
      {newestFirst.slice(0, shownAtMost).map((draft) => (
        <span key={draft.id} className="mc-draft">
          <Link to={`/intake/${draft.id}`}>
            <span className="mc-draft-name">{nameOf(draft)}</span>
            <span className="mc-soft">
              <InstantText at={draft.updated} brief />
            </span>
          </Link>
          <button
            type="button"
            aria-label={t('queue.drafts.discard', { name: nameOf(draft) })}
            title={t('queue.drafts.discard', { name: nameOf(draft) })}
            onClick={() => void discard(draft)}
          >
            <CloseOutlined aria-hidden="true" />
          </button>
        </span>
      ))}
      {drafts.length > shownAtMost && <span className="mc-soft">{t('queue.drafts.more', { count: drafts.length - shownAtMost })}</span>}
      <span role="status" className="mc-drafts-gone">
        {discarded !== null && (
          <>
            {t('queue.drafts.discarded', { name: nameOf(discarded) })}{' '}
            <Button size="small" autoFocus onClick={() => void bringBack(discarded)}>
              {t('queue.drafts.undo')}
            </Button>
          </>
        )}
      </span>
    </section>
  )
}
