import { ApartmentOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PairHub } from '#renderer/features/settings/PairHub.tsx'
import { useHubStatus } from '#renderer/features/settings/use-hub-status.ts'
import { Dialog } from '#renderer/ui/Dialog.tsx'

/** Which server signs officials in: a new desk in an office without Internet has to be paired with its hub first. */
export function ServerChoice() {
  const { t } = useTranslation()
  const status = useHubStatus()
  const [open, setOpen] = useState(false)
  if (status === null || !status.canPair) return null
  const server = status.hub === null ? t('settings.hub.kinds.province') : `${t('settings.hub.kinds.office')}: ${status.hub.name}`
  return (
    <>
      <Button type="text" className="mc-server-choice" icon={<ApartmentOutlined aria-hidden="true" />} onClick={() => setOpen(true)}>
        {server}
      </Button>
      {open && (
        <Dialog title={t('settings.hub.title')} widthPx={560} onClose={() => setOpen(false)}>
          <PairHub hub={status.hub} />
        </Dialog>
      )}
    </>
  )
}
