import { ReloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { CentreErrorNote } from '#renderer/app/CentreErrorNote.tsx'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { InstantText } from '#renderer/ui/InstantText.tsx'
import { PageHeader } from '#renderer/ui/PageHeader.tsx'
import { RegisterCard } from './RegisterCard.tsx'
import './registers.css'
import { usePass } from './use-pass.ts'

/** Sổ: which register books there are, who holds them, and how they pass from desk to desk. */
export function RegistersPage() {
  const { t } = useTranslation()
  const { registers, sync } = useDesk()
  const { place } = useLive(sync.status)
  const books = useLive(registers.books)
  const asOf = useLive(registers.asOf)
  const { busy, error, run } = usePass()
  // What stands here may be old; who has no line sees that it is.
  useEffect(() => void registers.refresh().catch(() => undefined), [registers])
  return (
    <div className="mc-page mc-page-scroll">
      <PageHeader
        title={t('registers.title')}
        detail={t('registers.detail')}
        actions={
          <Button icon={<ReloadOutlined aria-hidden="true" />} loading={busy} onClick={() => void run(registers.refresh)}>
            {t('registers.refresh')}
          </Button>
        }
      />
      {error !== null && <CentreErrorNote error={error} again={() => void run(registers.refresh)} />}
      <p className="mc-soft">
        {asOf === null ? (
          t('registers.neverAsked')
        ) : (
          <>
            {t(place === 'office' ? 'registers.asOfOffice' : 'registers.asOf')} <InstantText at={asOf} />
          </>
        )}
      </p>
      {place === 'office' && <p className="mc-soft">{t('registers.officeText')}</p>}
      <div className="mc-registers">
        {books.map((book) => (
          <RegisterCard key={book.register} book={book} />
        ))}
      </div>
    </div>
  )
}
