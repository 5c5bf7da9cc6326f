import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CitizenCard } from '#core/identity/citizen-card.ts'
import { KeyHint } from '#renderer/ui/KeyHint.tsx'
import type { Intake } from './use-intake.ts'

/** What the last scan came to. */
export type CardNews =
  | null
  | { kind: 'filled'; card: CitizenCard }
  | { kind: 'occupied'; card: CitizenCard }
  | { kind: 'refused'; reason: string }

/** Says what a scanned card did, and offers to take it back or to let it replace what was typed. */
export function CardNotice({ news, intake, onReplace }: { news: CardNews; intake: Intake; onReplace: () => void }) {
  const { t } = useTranslation()
  if (news === null) return <p className="mc-soft mc-small">{t('intake.card.hint')}</p>
  if (news.kind === 'refused')
    return <Alert type="warning" showIcon title={t('intake.card.refused')} description={t(`intake.card.reason.${news.reason}`)} />
  if (news.kind === 'occupied') {
    return (
      <Alert
        type="info"
        showIcon
        title={t('intake.card.occupied', { name: news.card.name })}
        description={
          <Button size="small" onClick={onReplace}>
            {t('intake.card.replace')}
          </Button>
        }
      />
    )
  }
  const warnings = news.card.warnings.map((one) => t(`intake.card.warning.${one}`))
  return (
    <Alert
      type={warnings.length > 0 ? 'warning' : 'info'}
      showIcon
      title={t('intake.card.filled')}
      description={warnings.length > 0 ? warnings.join(' ') : undefined}
      action={
        intake.undoCard !== null && (
          <Button size="small" onClick={intake.undoCard}>
            {t('intake.card.undo')} <KeyHint keys="Ctrl+Z" />
          </Button>
        )
      }
    />
  )
}
