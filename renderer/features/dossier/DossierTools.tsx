import { ReadOutlined, RightOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Dossier } from '#core/dossier/dossier.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import type { DossierRow } from '#renderer/data/desk.ts'
import { recallView } from '#renderer/features/queue/queue-view.ts'
import { KeyHint } from '#renderer/ui/KeyHint.tsx'
import { useShortcut } from '#renderer/ui/use-shortcut.ts'
import { findNext } from './find-next.ts'

type Props = { dossier: Dossier; reading: boolean; onReading: (reading: boolean) => void }

/** Read the pages large, or go on to the next dossier of the queue this one came from. */
export function DossierTools({ dossier, reading, onReading }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const next = useNext(dossier)
  const goOn = () => void navigate(`/dossiers/${next?.id ?? ''}`)
  const canRead = dossier.placements.length > 0
  useShortcut('Z', t('dossier.read'), () => onReading(!reading), canRead)
  useShortcut('J', t('dossier.next'), goOn, next !== undefined)
  return (
    <div className="mc-actions">
      {canRead && (
        <Button
          size="small"
          icon={<ReadOutlined aria-hidden="true" />}
          aria-pressed={reading}
          aria-keyshortcuts="Z"
          onClick={() => onReading(!reading)}
        >
          {t(reading ? 'dossier.unread' : 'dossier.read')} <KeyHint keys="Z" />
        </Button>
      )}
      <Button
        size="small"
        icon={<RightOutlined aria-hidden="true" />}
        disabled={next === undefined}
        aria-keyshortcuts="J"
        title={next === undefined ? t('dossier.noNext') : t('dossier.nextOf', { name: next.applicantName })}
        onClick={goOn}
      >
        {t('dossier.next')} <KeyHint keys="J" />
      </Button>
    </div>
  )
}

function useNext(dossier: Dossier): DossierRow | undefined {
  const desk = useDesk()
  const official = useLive(desk.session.current)
  const queue = useMemo(() => {
    const { tab, text, order, sector } = recallView(official?.login ?? '')
    return desk.dossiers.queue({ tab, text, order, sector })
  }, [desk, official?.login])
  const { rows } = useLive(queue)
  return findNext(rows, dossier.id)
}
