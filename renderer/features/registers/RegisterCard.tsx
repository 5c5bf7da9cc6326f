import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CentreErrorNote } from '#renderer/app/CentreErrorNote.tsx'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import type { RegisterStanding } from '#renderer/data/registers/desk-registers.ts'
import { FactList } from '#renderer/ui/FactList.tsx'
import { InstantText } from '#renderer/ui/InstantText.tsx'
import { HandOverDialog } from './HandOverDialog.tsx'
import { PassingList } from './PassingList.tsx'
import { RegisterState } from './RegisterState.tsx'
import { TakeOverDialog } from './TakeOverDialog.tsx'
import { usePass } from './use-pass.ts'

/** One register book: its numbers, its holder and what this desk may do with it. */
export function RegisterCard({ book }: { book: RegisterStanding }) {
  const { t } = useTranslation()
  const { registers, session } = useDesk()
  const roles = useLive(session.current)?.roles ?? []
  const { busy, error, run } = usePass()
  const [dialog, setDialog] = useState<'handOver' | 'takeOver' | null>(null)
  const register = t(`registers.name.${book.register}`)
  const id = `register-${book.register}`
  const mayTake = !book.here && !book.handing && (book.free || book.offered)
  const mayTakeOver = !book.here && !book.free && !book.offered && roles.some((role) => role === 'supervisor' || role === 'administrator')
  return (
    <section className="mc-card mc-register" aria-labelledby={id}>
      <div className="mc-register-head">
        <h2 id={id}>{register}</h2>
        <RegisterState book={book} />
      </div>
      {book.lost && <Alert type="warning" showIcon title={t('registers.lostText')} />}
      {book.handing && <Alert type="info" showIcon title={t('registers.handingText')} />}
      {error !== null && <CentreErrorNote error={error} again={() => void run(() => registers.take(book.register))} />}
      <FactList
        facts={[
          { name: t('registers.volume'), value: book.volume },
          {
            name: t('registers.last'),
            value: book.last === 0 ? t('registers.none') : <strong className="mc-register-last">{book.last}</strong>,
          },
          { name: t('registers.holder'), value: <Holder book={book} /> },
        ]}
      />
      <div className="mc-actions">
        {mayTake && (
          <Button
            type="primary"
            loading={busy}
            aria-label={t('registers.takeOf', { register })}
            onClick={() => void run(() => registers.take(book.register))}
          >
            {t('registers.take')}
          </Button>
        )}
        {book.here && (
          <>
            <Button aria-label={t('registers.handOverOf', { register })} onClick={() => setDialog('handOver')}>
              {t('registers.handOver')}
            </Button>
            <Button
              loading={busy}
              aria-label={t('registers.openVolumeOf', { register })}
              onClick={() => void run(() => registers.openVolume(book.register))}
            >
              {t('registers.openVolume')}
            </Button>
          </>
        )}
        {mayTakeOver && (
          <Button danger aria-label={t('registers.takeOverOf', { register })} onClick={() => setDialog('takeOver')}>
            {t('registers.takeOver')}
          </Button>
        )}
      </div>
      <PassingList book={book} />
      {dialog === 'handOver' && <HandOverDialog book={book} onClose={() => setDialog(null)} />}
      {dialog === 'takeOver' && <TakeOverDialog book={book} onClose={() => setDialog(null)} />}
    </section>
  )
}

function Holder({ book: { holder } }: { book: RegisterStanding }) {
  const { t } = useTranslation()
  if (holder === null) return <>{t('registers.state.free')}</>
  return (
    <>
      {holder.deskName}, {t('registers.since')} <InstantText at={holder.since} />, {t('registers.lastContact')}{' '}
      <InstantText at={holder.lastContact} />
    </>
  )
}
