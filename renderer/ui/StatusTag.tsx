import {
  CheckOutlined,
  DollarOutlined,
  FileAddOutlined,
  FileDoneOutlined,
  FileExclamationOutlined,
  InboxOutlined,
  RollbackOutlined,
  StopOutlined,
  SyncOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DossierStatus, ProcessingStage } from '#core/dossier/status.ts'
import { Tag, type Tone } from './Tag.tsx'

const looks: Record<DossierStatus, { tone: Tone; icon: ReactNode }> = {
  1: { tone: 'neutral', icon: <FileAddOutlined aria-hidden="true" /> },
  2: { tone: 'accent', icon: <InboxOutlined aria-hidden="true" /> },
  3: { tone: 'neutral', icon: <StopOutlined aria-hidden="true" /> },
  4: { tone: 'accent', icon: <SyncOutlined aria-hidden="true" /> },
  5: { tone: 'blue', icon: <FileExclamationOutlined aria-hidden="true" /> },
  6: { tone: 'blue', icon: <DollarOutlined aria-hidden="true" /> },
  7: { tone: 'blue', icon: <RollbackOutlined aria-hidden="true" /> },
  8: { tone: 'neutral', icon: <StopOutlined aria-hidden="true" /> },
  9: { tone: 'green', icon: <FileDoneOutlined aria-hidden="true" /> },
  10: { tone: 'neutral', icon: <CheckOutlined aria-hidden="true" /> },
}

/** The official status under its official name, with the stage inside status 4. */
export function StatusTag({ status, stage, plain }: { status: DossierStatus; stage?: ProcessingStage | null; plain?: boolean }) {
  const { t } = useTranslation()
  const look = looks[status]
  return (
    <Tag tone={look.tone} icon={look.icon} plain={plain ?? false}>
      {t(`ui.status.${status}`)}
      {stage != null && <span className="mc-soft"> · {t(`ui.stage.${stage}`)}</span>}
    </Tag>
  )
}
