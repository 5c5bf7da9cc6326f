import { Alert, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { nameOfMissing } from './name-of-missing.ts'

type Props = { missing: string[]; reasons: Record<string, string>; onChange(number: string, reason: string): void }

/** Every number that nobody bears, with room to say why. */
export function MissingNumbers({ missing, reasons, onChange }: Props) {
  const { t } = useTranslation()
  if (missing.length === 0) return null
  const left = missing.filter((number) => (reasons[number] ?? '').trim() === '').length
  return (
    <Alert
      type={left > 0 ? 'warning' : 'info'}
      showIcon
      title={t('dayClose.missing.title')}
      description={
        <div className="mc-close-missing">
          <p>{left > 0 ? t('dayClose.missing.needed', { count: left }) : t('dayClose.missing.text')}</p>
          {missing.map((number, index) => (
            <label key={number} htmlFor={`missing-${index}`}>
              <span className="mc-code">{nameOfMissing(t, number)}</span>
              <Input
                id={`missing-${index}`}
                aria-label={t('dayClose.missing.reasonOf', { number: nameOfMissing(t, number) })}
                value={reasons[number] ?? ''}
                onChange={(event) => onChange(number, event.target.value)}
                autoComplete="off"
              />
            </label>
          ))}
        </div>
      }
    />
  )
}
