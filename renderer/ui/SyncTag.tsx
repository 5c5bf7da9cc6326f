import { CheckCircleOutlined, CloseCircleFilled, CloudUploadOutlined, LoadingOutlined, SaveOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SyncMark } from '#core/sync/mark.ts'
import { Tag, type Tone } from './Tag.tsx'

/** `saving`: shown already, not on the disk yet. */
type Standing = SyncMark['state'] | 'saving'

const looks: Record<Standing, { tone: Tone; icon: ReactNode }> = {
  saving: { tone: 'neutral', icon: <LoadingOutlined aria-hidden="true" /> },
  local: { tone: 'neutral', icon: <SaveOutlined aria-hidden="true" /> },
  sent: { tone: 'neutral', icon: <CloudUploadOutlined aria-hidden="true" /> },
  acknowledged: { tone: 'green', icon: <CheckCircleOutlined aria-hidden="true" /> },
  refused: { tone: 'red', icon: <CloseCircleFilled aria-hidden="true" /> },
}

/** How far a record or page has got: on this PC, on its way, held by the centre, refused. */
export function SyncTag({ state, short, plain }: { state: Standing; short?: boolean; plain?: boolean }) {
  const { t } = useTranslation()
  const look = looks[state]
  return (
    <Tag tone={look.tone} icon={look.icon} plain={plain ?? short ?? false} {...(short ? { title: t(`ui.sync.${state}`) } : {})}>
      {t(`ui.sync.${state}${short ? 'Short' : ''}`)}
    </Tag>
  )
}
