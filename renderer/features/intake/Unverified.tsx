import { QuestionCircleOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { Source } from '#core/procedure/procedure.ts'
import { Tag } from '#renderer/ui/Tag.tsx'

/** "chưa kiểm chứng" beside a value whose source nobody has checked; nothing where it has been. */
export function Unverified({ source }: { source: Source | null }) {
  const { t } = useTranslation()
  if (source?.verified) return null
  return (
    <Tag tone="amber" plain icon={<QuestionCircleOutlined aria-hidden="true" />} title={source?.title ?? t('intake.noSource')}>
      {t('intake.unverified')}
    </Tag>
  )
}
