import { CheckCircleFilled, ExclamationCircleOutlined, FileAddOutlined, MinusCircleOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Paper } from '#core/dossier/dossier.ts'
import type { RequiredPaper } from '#core/procedure/procedure.ts'
import { fieldId } from './Field.tsx'

type Props = {
  paper: Paper
  rule: RequiredPaper | undefined
  pages: number
  onChange: (patch: Partial<Paper>) => void
  onLookup: (source: string, reference: string, verified: boolean) => void
  onAddPages: () => void
}

/** One paper of the checklist. A paper that is only shown offers neither scan nor copy: the desk may not ask for one. */
export function PaperRow({ paper, rule, pages, onChange, onLookup, onAddPages }: Props) {
  const { t } = useTranslation()
  const sources = rule?.satisfiableBy ?? []
  const choose = (met: Paper['met']) => (met === 'lookup' ? onLookup(sources[0] ?? '', '', false) : onChange({ met, lookup: null }))
  const held = paper.met === 'paper' || paper.met === 'scan'
  return (
    <li className={`mc-paper${paper.met === 'not_needed' ? ' mc-paper-spare' : ''}`}>
      <div className="mc-paper-name">
        <PaperIcon paper={paper} pages={pages} />
        <label htmlFor={fieldId(`papers.${paper.paperId}`)} title={rule?.condition || undefined}>
          {paper.name}
          {!paper.required && <span className="mc-soft"> ({t('intake.optional')})</span>}
          {rule?.condition && paper.met !== 'not_needed' && <span className="mc-soft"> – {rule.condition}</span>}
        </label>
      </div>
      <div className="mc-paper-how">
        <Select
          id={fieldId(`papers.${paper.paperId}`)}
          size="small"
          className="mc-paper-met"
          popupMatchSelectWidth={false}
          value={paper.met}
          onChange={choose}
          options={waysToMeet(rule, paper).map((value) => ({ value, label: t(`intake.met.${value}`) }))}
        />
        {held &&
          (['originals', 'copies'] as const).map((kind) => (
            <InputNumber
              key={kind}
              size="small"
              min={0}
              max={99}
              controls={false}
              className="mc-paper-count"
              value={paper[kind]}
              prefix={<span className="mc-soft">{t(`intake.${kind}`)}</span>}
              aria-label={`${t(`intake.${kind}Long`)}: ${paper.name}`}
              onChange={(value) => onChange({ [kind]: value ?? 0 })}
            />
          ))}
        {!rule?.shownOnly && paper.met !== 'not_needed' && (
          <Button
            size="small"
            type="text"
            icon={<FileAddOutlined aria-hidden="true" />}
            onClick={onAddPages}
            aria-label={t('intake.addPagesTo', { name: paper.name })}
          >
            {pages > 0 ? t('intake.pagesCount', { count: pages }) : t('intake.addPages')}
          </Button>
        )}
        {rule?.shownOnly && <span className="mc-soft mc-small">{t('intake.shownOnly')}</span>}
      </div>
      {paper.met === 'lookup' && paper.lookup !== null && (
        <div className="mc-paper-how">
          <Select
            size="small"
            aria-label={t('intake.lookupSource')}
            className="mc-paper-met"
            value={paper.lookup.source}
            options={sources.map((value) => ({ value, label: value }))}
            onChange={(source) => onLookup(source, paper.lookup?.reference ?? '', paper.lookup?.verified ?? false)}
          />
          <Input
            size="small"
            aria-label={t('intake.lookupReference')}
            placeholder={t('intake.lookupReference')}
            value={paper.lookup.reference}
            onChange={(event) => onLookup(paper.lookup?.source ?? '', event.target.value, paper.lookup?.verified ?? false)}
          />
          <Checkbox
            checked={paper.lookup.verified}
            onChange={(event) => onLookup(paper.lookup?.source ?? '', paper.lookup?.reference ?? '', event.target.checked)}
          >
            {t('intake.lookupVerified')}
          </Checkbox>
        </div>
      )}
    </li>
  )
}

function PaperIcon({ paper, pages }: { paper: Paper; pages: number }) {
  if (paper.met === 'missing' || (paper.met === 'scan' && pages === 0))
    return <ExclamationCircleOutlined className="mc-amber" aria-hidden />
  if (paper.met === 'not_needed') return <MinusCircleOutlined className="mc-soft" aria-hidden />
  return <CheckCircleFilled className="mc-green" aria-hidden />
}

function waysToMeet(rule: RequiredPaper | undefined, paper: Paper): Paper['met'][] {
  const lookup: Paper['met'][] = (rule?.satisfiableBy.length ?? 0) > 0 ? ['lookup'] : []
  const none: Paper['met'][] = paper.required ? ['missing'] : ['not_needed']
  return rule?.shownOnly ? [...none, 'shown', ...lookup] : [...none, 'scan', 'paper', ...lookup]
}
