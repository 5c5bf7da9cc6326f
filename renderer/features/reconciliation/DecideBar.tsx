import { CheckOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Dossier } from '#core/dossier/dossier.ts'
import type { ReconciliationCase } from '#core/reconciliation/case.ts'
import { KeyHint } from '#renderer/ui/KeyHint.tsx'
import './decide-bar.css'
import { isFree } from './choices.ts'
import type { Lack } from './decision.ts'
import { labelOf } from './field-words.ts'
import { focusLack } from './focus-lack.ts'
import type { CaseForm } from './use-case-form.ts'

type Props = { one: ReconciliationCase; dossier: Dossier; form: CaseForm }

/** The decision and what still keeps it: each a link to its place. */
export function DecideBar({ one, dossier, form }: Props) {
  const { t } = useTranslation()
  const say = (lack: Lack) =>
    lack.kind === 'choice'
      ? t('reconciliation.case.lack.choice', { field: labelOf(t, lack.path, dossier) })
      : t(`reconciliation.case.lack.${lack.kind}`)
  return (
    <div className="mc-decide-bar">
      <Button
        type="primary"
        icon={<CheckOutlined aria-hidden="true" />}
        loading={form.saving}
        aria-keyshortcuts="Control+Enter"
        onClick={form.decide}
      >
        {t(`reconciliation.case.${one.kind === 'doubled_code' ? 'renumber' : form.next === undefined ? 'decideLast' : 'decide'}`)}{' '}
        <KeyHint keys="Ctrl+Enter" />
      </Button>
      {form.next !== undefined && (
        <Button aria-keyshortcuts="J" onClick={form.goOn}>
          {t('reconciliation.case.skip')} <KeyHint keys="J" />
        </Button>
      )}
      <div className={form.pressed && form.lacks.length > 0 ? 'mc-lacks mc-lacks-loud' : 'mc-lacks'} aria-live="polite">
        {form.lacks.length === 0 ? (
          <span className="mc-ok-text">{t(isFree(one) ? 'reconciliation.case.suggestion' : 'reconciliation.case.ready')}</span>
        ) : (
          <>
            <span>{t('reconciliation.case.lacks')}</span>
            {form.lacks.map((lack) => (
              <button key={lack.kind === 'choice' ? lack.path : lack.kind} type="button" onClick={() => focusLack(lack)}>
                {say(lack)}
              </button>
            ))}
          </>
        )}
      </div>
    </div>
  )
}
