import { Button, Input, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DossierId } from '#core/record/ids.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import { useDesk } from '#renderer/app/use-desk.ts'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'

const systems = ['land', 'business', 'finance', 'insurance'] as const

/** Asks one of the registries about this dossier; the answer comes when the centre has it. */
export function LookupForm({ dossierId, onAsked }: { dossierId: DossierId; onAsked: () => void }) {
  const { t } = useTranslation()
  const { outside } = useDesk()
  const id = useId()
  const [system, setSystem] = useState<(typeof systems)[number]>('land')
  const [question, setQuestion] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const isBadQuestion = problem instanceof RuleBroken && problem.code === 'field-invalid'
  const ask = () => {
    setBusy(true)
    setProblem(null)
    outside
      .lookUp({ dossierId, system, question: question.trim() })
      .then(() => {
        setQuestion('')
        onAsked()
      })
      .catch(setProblem)
      .finally(() => setBusy(false))
  }
  return (
    <>
      <div className="mc-outside-ask">
        <Select
          aria-label={t('outside.system')}
          value={system}
          onChange={(next) => {
            setSystem(next)
            setProblem(null)
          }}
          options={systems.map((one) => ({ value: one, label: t(`outside.systemOf.${one}`) }))}
        />
        <Input
          id={id}
          aria-label={t(`outside.questionOf.${system}`)}
          placeholder={t(`outside.questionOf.${system}`)}
          value={question}
          maxLength={40}
          status={isBadQuestion ? 'error' : ''}
          aria-invalid={isBadQuestion}
          onChange={(event) => setQuestion(event.target.value)}
          onPressEnter={() => question.trim() !== '' && ask()}
        />
        <Button onClick={ask} loading={busy} disabled={question.trim() === ''}>
          {t('outside.lookUp')}
        </Button>
      </div>
      {isBadQuestion && (
        <p className="mc-outside-bad" role="alert">
          {t(`outside.badQuestionOf.${system}`)}
        </p>
      )}
      <p className="mc-soft">{t('outside.logged')}</p>
      {problem !== null && !isBadQuestion && <ErrorNote error={problem} />}
    </>
  )
}
