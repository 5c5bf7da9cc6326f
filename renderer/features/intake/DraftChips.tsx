import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { IntakeDraft } from '#core/dossier/intake.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { formatTime } from '#renderer/ui/format.ts'

/** The other unfinished intakes of this desk, to go on with. */
export function DraftChips({ current, onOpen }: { current: string; onOpen: (draft: IntakeDraft) => void }) {
  const { t } = useTranslation()
  const others = useLive(useDesk().drafts.list).filter((one) => one.id !== current)
  if (others.length === 0) return null
  return (
    <Select
      className="mc-draft-picker"
      value={null}
      placeholder={t('intake.drafts', { count: others.length })}
      aria-label={t('intake.drafts', { count: others.length })}
      onChange={(id: string | null) => {
        const draft = others.find((one) => one.id === id)
        if (draft !== undefined) onOpen(draft)
      }}
      options={others.map((one) => ({
        value: one.id as string,
        label: `${one.applicant.name || t('intake.draftNoName')} · ${formatTime(one.updated)}`,
      }))}
    />
  )
}
