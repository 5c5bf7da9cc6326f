import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Paper, Placement } from '#core/dossier/dossier.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { PageTray } from '#renderer/features/pages/PageTray.tsx'
import { ActionField } from './ActionField.tsx'
import type { InputProps } from './FieldInput.tsx'
import { settleScans } from './settle-scans.ts'

const ways: readonly Paper['met'][] = ['missing', 'scan', 'paper', 'shown', 'lookup', 'not_needed']

/** The checklist and the pages together: how each paper was met, and which pages belong to it. */
export function PapersField({ action, field, draft, dossier, fault, change }: InputProps) {
  const { t } = useTranslation()
  const catalogue = useLive(useDesk().catalogue)
  const { code, version } = dossier.procedure
  const rules = catalogue.procedures.find((one) => one.code === code && one.version === version)?.papers ?? []
  const shownOnly = new Set(rules.filter((rule) => rule.shownOnly).map((rule) => rule.id))
  const copied = draft.papers.filter((paper) => !shownOnly.has(paper.paperId))
  const [target, setTarget] = useState<string | null>(() => copied.find((paper) => paper.met === 'missing')?.paperId ?? null)

  const place = (update: (placements: Placement[]) => Placement[]) =>
    change((now) => {
      const results = now.placements.filter((one) => one.purpose === 'result')
      const placements = [...update(now.placements.filter((one) => one.purpose !== 'result')), ...results]
      return { placements, papers: settleScans(now.papers, placements) }
    })
  const meet = (paperId: string, met: Paper['met']) =>
    change((now) => ({ papers: now.papers.map((paper) => (paper.paperId === paperId ? { ...paper, met } : paper)) }))

  return (
    <ActionField name="papers" label={t('dossier.field.papers')} needed={field.needed} fault={fault} group>
      <ul className="mc-met-list">
        {draft.papers.map((paper) => (
          <li key={paper.paperId}>
            <span>{paper.name}</span>
            <Select
              size="small"
              aria-label={t('dossier.field.met', { paper: paper.name })}
              value={paper.met}
              options={waysFor(paper, shownOnly.has(paper.paperId)).map((met) => ({ value: met, label: t(`dossier.papers.metOf.${met}`) }))}
              onChange={(met) => meet(paper.paperId, met)}
            />
          </li>
        ))}
      </ul>
      <PageTray
        placements={draft.placements.filter((one) => one.purpose !== 'result')}
        papers={copied}
        purpose={action === 'receiveSupplement' ? 'supplement' : 'paper'}
        target={target}
        onTarget={setTarget}
        onChange={place}
      />
    </ActionField>
  )
}

/** A paper that may only be shown is never kept; a look-up is made where the look-up is made, not here. */
function waysFor(paper: Paper, shownOnly: boolean): Paper['met'][] {
  return ways.filter((met) => {
    if (met === 'lookup') return paper.met === 'lookup' || paper.lookup !== null
    return !(shownOnly && (met === 'scan' || met === 'paper'))
  })
}
