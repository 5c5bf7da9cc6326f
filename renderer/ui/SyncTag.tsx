import { CheckCircleOutlined, CloseCircleFilled, CloudUploadOutlined, HomeOutlined, LoadingOutlined, SaveOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SyncMark } from '#core/sync/mark.ts'
import { Tag, type Tone } from './Tag.tsx'

/** `saving`: shown already, not on the disk yet. */
type Standing = SyncMark['state'] | 'saving'

const looks: Record<Standing | 'office', { tone: Tone; icon: ReactNode }> = {
  saving: { tone: 'neutral', icon: <LoadingOutlined aria-hidden="true" /> },
  local: { tone: 'neutral', icon: <SaveOutlined aria-hidden="true" /> },
  sent: { tone: 'neutral', icon: <CloudUploadOutlined aria-hidden="true" /> },
  acknowledged: { tone: 'green', icon: <CheckCircleOutlined aria-hidden="true" /> },
  office: { tone: 'blue', icon: <HomeOutlined aria-hidden="true" /> },
  refused: { tone: 'red', icon: <CloseCircleFilled aria-hidden="true" /> },
}

type Props = { state: Standing; at?: SyncMark['at'] | undefined; short?: boolean; plain?: boolean }

/** How far a record or page has got: on this PC, on its way, held by the office's hub or by the province, refused. */
export function SyncTag({ state, at, short, plain }: Props) {
  const { t } = useTranslation()
  const shown = state === 'acknowledged' && at === 'office' ? 'office' : state
  const look = looks[shown]
  return (
    <Tag tone={look.tone} icon={look.icon} plain={plain ?? short ?? false} {...(short ? { title: t(`ui.sync.${shown}`) } : {})}>
      {t(`ui.sync.${shown}${short ? 'Short' : ''}`)}
    </Tag>
  )
}
