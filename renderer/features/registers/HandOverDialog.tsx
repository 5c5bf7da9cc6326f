import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CentreErrorNote } from '#renderer/app/CentreErrorNote.tsx'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import type { RegisterStanding } from '#renderer/data/registers/desk-registers.ts'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { usePass } from './use-pass.ts'

/** To whom the book goes. */
export function HandOverDialog({ book, onClose }: { book: RegisterStanding; onClose(): void }) {
  const { t } = useTranslation()
  const { registers, sync } = useDesk()
  const { place } = useLive(sync.status)
  const desks = useLive(registers.desks)
  const { busy, error, run } = usePass()
  // At an office's hub a named desk needs no line to the province, so nobody gets the other way without choosing it.
  const [to, setTo] = useState<string | null>(place === 'office' ? null : '')
  const handOver = async () => {
    const device = desks.find((desk) => desk.device === to)?.device ?? null
    if (await run(() => registers.handOver(book.register, device))) onClose()
  }
  return (
    <Dialog title={t('registers.handOverOf', { register: t(`registers.name.${book.register}`) })} onClose={onClose}>
      <form
        className="mc-register-form"
        onSubmit={(event) => {
          event.preventDefault()
          void handOver()
        }}
      >
        <p>{t('registers.handOverText')}</p>
        {place === 'office' && to !== null && (
          <p className="mc-soft">{t(to === '' ? 'registers.anyNeedsLine' : 'registers.namedNeedsNone')}</p>
        )}
        <label htmlFor="register-to">{t('registers.to')}</label>
        <Select
          id="register-to"
          autoFocus
          value={to}
          placeholder={t('registers.chooseDesk')}
          onChange={setTo}
          getPopupContainer={(trigger) => trigger.closest('dialog') ?? document.body}
          options={[
            { value: '', label: t('registers.anyDesk') },
            ...desks.map(({ device, deskName }) => ({ value: device, label: deskName })),
          ]}
        />
        {error !== null && <CentreErrorNote error={error} again={() => void handOver()} />}
        <div className="mc-actions">
          <Button type="primary" htmlType="submit" loading={busy} disabled={to === null}>
            {t('registers.handOver')}
          </Button>
          <Button onClick={onClose}>{t('ui.close')}</Button>
        </div>
      </form>
    </Dialog>
  )
}
