import { CheckCircleOutlined, ClockCircleOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { Completeness } from '#core/indicators/indicator-answers.ts'
import { formatInstant } from '#renderer/ui/format.ts'
import { sayCompleteness } from './say-completeness.ts'

/** How complete the figures are, above every report; the silent desks by name on request. */
export function CompletenessLine({ completeness }: { completeness: Completeness }) {
  const { t } = useTranslation()
  const { silent, unsent, unreadable } = completeness
  const isWhole = silent.length === 0 && unsent === 0 && unreadable === 0
  return (
    <div className="mc-completeness" data-testid="completeness">
      <span className={isWhole ? 'mc-ok' : 'mc-warn'} aria-hidden="true">
        {isWhole ? <CheckCircleOutlined /> : <ClockCircleOutlined />}
      </span>
      <span>{sayCompleteness(t, completeness)}</span>
      {silent.length > 0 && (
        <details>
          <summary>{t('indicators.complete.which')}</summary>
          <ul>
            {silent.map(({ agency, agencyName, deskName, lastContact, waiting }) => (
              <li key={`${agency}/${deskName}/${lastContact}`}>
                {t('indicators.complete.desk', { agency: agencyName, desk: deskName, at: formatInstant(lastContact), count: waiting })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
