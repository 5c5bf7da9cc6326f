import { CheckCircleOutlined, ClockCircleOutlined, StopOutlined, WarningFilled } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { UnclosedDay, UnclosedDays } from '#core/day-close/unclosed-days.ts'
import { DayText, InstantText } from '#renderer/ui/InstantText.tsx'
import { Tag } from '#renderer/ui/Tag.tsx'
import { useUnclosedDays } from './use-unclosed-days.ts'
import '#renderer/ui/plain-table.css'

const columns = ['desk', 'day', 'acts', 'state'] as const

/** For who watches over the unit: the desks that worked on a past day and sent no close of it. */
export function UnclosedCard() {
  const { t } = useTranslation()
  const { found, asking, unknown, refresh } = useUnclosedDays()
  const overdue = (found?.days ?? []).filter((one) => one.overdue).length
  return (
    <section className="mc-card mc-close-day" aria-labelledby="unclosed-title">
      <div className="mc-card-head">
        <h2 id="unclosed-title">{t('dayClose.unclosed.title')}</h2>
        <Button onClick={refresh} loading={asking}>
          {t('dayClose.unclosed.refresh')}
        </Button>
      </div>
      {unknown && (
        <Alert
          type="warning"
          showIcon
          title={t(found === null ? 'dayClose.unclosed.unknown' : 'dayClose.unclosed.stale')}
          description={t('dayClose.unclosed.unknownText')}
        />
      )}
      {overdue > 0 && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={t('dayClose.unclosed.overdue', { count: overdue })}
          description={t('dayClose.unclosed.overdueText')}
        />
      )}
      {found !== null && <KnownDays found={found} />}
      {found === null && !unknown && <p className="mc-soft">{t('dayClose.unclosed.asking')}</p>}
    </section>
  )
}

function KnownDays({ found }: { found: UnclosedDays }) {
  const { t } = useTranslation()
  return (
    <>
      {found.days.length === 0 ? (
        <Tag tone="green" icon={<CheckCircleOutlined aria-hidden="true" />} plain>
          {t('dayClose.unclosed.none')}
        </Tag>
      ) : (
        <div className="mc-table-scroll">
          <table className="mc-plain-table" aria-labelledby="unclosed-title">
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col" className={column === 'acts' ? 'mc-number' : undefined}>
                    {t(`dayClose.unclosed.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {found.days.map((one) => (
                <tr key={`${one.device} ${one.day}`}>
                  <td>{one.deskName}</td>
                  <td>
                    <DayText day={one.day} weekday />
                  </td>
                  <td className="mc-number">{one.acts}</td>
                  <td>
                    <DayState unclosed={one} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="mc-soft">
        {t('dayClose.unclosed.asOf')} <InstantText at={found.asOf} />. {t('dayClose.unclosed.limits')}
      </p>
    </>
  )
}

function DayState({ unclosed: { revoked, overdue, workingDays, afterClose } }: { unclosed: UnclosedDay }) {
  const { t } = useTranslation()
  if (revoked)
    return (
      <Tag tone="neutral" icon={<StopOutlined aria-hidden="true" />} plain>
        {t('dayClose.unclosed.revoked')}
      </Tag>
    )
  return (
    <Tag
      tone={overdue ? 'red' : 'amber'}
      icon={overdue ? <WarningFilled aria-hidden="true" /> : <ClockCircleOutlined aria-hidden="true" />}
      strong={overdue}
      plain
    >
      {t(afterClose ? 'dayClose.unclosed.afterClose' : 'dayClose.unclosed.open')}
      {workingDays > 0 && ` · ${t('dayClose.unclosed.age', { count: workingDays })}`}
    </Tag>
  )
}
