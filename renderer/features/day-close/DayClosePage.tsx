import { CalendarOutlined, LockOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DayClose } from '#core/day-close/day-close.ts'
import { missingOf } from '#core/day-close/day-figures.ts'
import { dayOf, toInstant } from '#core/record/instant.ts'
import { PageLoading } from '#renderer/app/PageLoading.tsx'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { formatDay } from '#renderer/ui/format.ts'
import { PageHeader } from '#renderer/ui/PageHeader.tsx'
import { CloseList } from './CloseList.tsx'
import { CloseSheet } from './CloseSheet.tsx'
import './day-close.css'
import { FigureTiles } from './FigureTiles.tsx'
import { MissingNumbers } from './MissingNumbers.tsx'
import { MoneyTable } from './MoneyTable.tsx'
import { NumberTables } from './NumberTables.tsx'
import { UnclosedCard } from './UnclosedCard.tsx'
import { useOpenDay } from './use-open-day.ts'

/** Chốt ngày: what waits for a close, closing it, and the closes so far with their sheets. */
export function DayClosePage() {
  const { t } = useTranslation()
  const { open, error, closing, close } = useOpenDay()
  const roles = useLive(useDesk().session.current)?.roles ?? []
  const watches = roles.includes('supervisor') || roles.includes('administrator')
  const [reasons, setReasons] = useState<Record<string, string>>({})
  const [shown, setShown] = useState<DayClose | null>(null)
  const [done, setDone] = useState<DayClose | null>(null)
  if (open === null) return error === null ? <PageLoading /> : <ErrorNote error={error} />
  const day = formatDay(open.day)
  const missing = missingOf(open)
  const unexplained = missing.filter((number) => (reasons[number] ?? '').trim() === '').length
  const isLate = open.acts > 0 && open.day < dayOf(toInstant(Date.now()))
  const closeDay = async () => {
    const made = await close(missing.map((number) => ({ number, reason: (reasons[number] ?? '').trim() })))
    if (made === undefined) return
    setDone(made)
    setShown(made)
    setReasons({})
  }
  return (
    <div className="mc-page mc-page-scroll">
      <PageHeader
        title={t('dayClose.title')}
        detail={t('dayClose.detail')}
        actions={
          <Button
            type="primary"
            icon={<LockOutlined aria-hidden="true" />}
            loading={closing}
            disabled={unexplained > 0}
            onClick={() => void closeDay()}
          >
            {t('dayClose.close', { day })}
          </Button>
        }
      />
      {isLate && <Alert type="warning" showIcon title={t('dayClose.notClosed', { day })} description={t('dayClose.notClosedText')} />}
      {done !== null && <Alert type="info" showIcon role="status" title={t('dayClose.done', { day: formatDay(done.day) })} />}
      {error !== null && <ErrorNote error={error} />}
      {watches && <UnclosedCard />}
      <p className="mc-soft">{t('dayClose.frozen')}</p>
      {open.acts === 0 ? (
        <EmptyState icon={<CalendarOutlined aria-hidden="true" />} title={t('dayClose.nothing')}>
          {t('dayClose.nothingText')}
        </EmptyState>
      ) : (
        <section className="mc-card mc-close-day" aria-labelledby="close-figures">
          <h2 id="close-figures">{t('dayClose.figures.title', { day })}</h2>
          <FigureTiles figures={open.figures} missing={missing.length} />
          <MissingNumbers missing={missing} reasons={reasons} onChange={(number, reason) => setReasons({ ...reasons, [number]: reason })} />
          <MoneyTable money={open.figures.money} />
          <NumberTables numbers={open.numbers} books={open.books} figures={open.figures} />
          {open.late.map((late) => (
            <div key={late.day} className="mc-close-late">
              <h3>{t('dayClose.late', { day: formatDay(late.day) })}</h3>
              <FigureTiles figures={late} missing={0} />
              <MoneyTable money={late.money} />
            </div>
          ))}
        </section>
      )}
      <CloseList onShow={setShown} />
      {shown !== null && <CloseSheet key={shown.id} close={shown} onClose={() => setShown(null)} />}
    </div>
  )
}
