import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { ActionField } from './ActionField.tsx'
import { type AskedPaper, askFor, emptyRow } from './action-draft.ts'
import type { InputProps } from './FieldInput.tsx'

const kinds = ['originals', 'certifiedCopies', 'copies'] as const

/** The table of form 02: what has to be brought, and how many of each kind. */
export function AskedPapers({ field, draft, dossier, fault, change }: InputProps) {
  const { t } = useTranslation()
  const rows = draft.askedPapers
  const set = (make: (rows: AskedPaper[]) => AskedPaper[]) => change((now) => ({ askedPapers: make(now.askedPapers) }))
  const edit = (at: number, part: Partial<AskedPaper>) => set((old) => old.map((row, index) => (index === at ? { ...row, ...part } : row)))
  const left = dossier.papers.filter((paper) => !rows.some((row) => row.name === paper.name))
  return (
    <ActionField name="askedPapers" label={t('dossier.field.askedPapers')} needed={field.needed} fault={fault} group>
      {rows.length > 0 && (
        <table className="mc-asked">
          <thead>
            <tr>
              <th scope="col">{t('dossier.field.asked.name')}</th>
              {kinds.map((kind) => (
                <th key={kind} scope="col">
                  {t(`dossier.field.asked.${kind}`)}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
              <tr key={at}>
                <td>
                  <Input.TextArea
                    rows={1}
                    className="mc-grows"
                    value={row.name}
                    aria-label={t('dossier.field.asked.nameOf', { row: at + 1 })}
                    onChange={(event) => edit(at, { name: event.target.value })}
                  />
                </td>
                {kinds.map((kind) => (
                  <td key={kind}>
                    <InputNumber
                      min={0}
                      max={99}
                      precision={0}
                      controls={false}
                      value={row[kind]}
                      aria-label={t(`dossier.field.asked.${kind}Of`, { row: at + 1 })}
                      onChange={(value) => edit(at, { [kind]: value ?? 0 })}
                    />
                  </td>
                ))}
                <td>
                  <Button
                    type="text"
                    size="small"
                    icon={<CloseOutlined aria-hidden="true" />}
                    aria-label={t('dossier.field.asked.remove', { row: at + 1 })}
                    onClick={() => set((old) => old.filter((_, index) => index !== at))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="mc-asked-add">
        {left.length > 0 && (
          <Select
            size="small"
            aria-label={t('dossier.field.asked.pick')}
            placeholder={t('dossier.field.asked.pick')}
            value={null}
            options={left.map((paper) => ({ value: paper.paperId, label: paper.name }))}
            onChange={(paperId: string | null) =>
              set((old) => [...old.filter(isNamed), ...left.filter((paper) => paper.paperId === paperId).map(askFor)])
            }
          />
        )}
        <Button size="small" icon={<PlusOutlined aria-hidden="true" />} onClick={() => set((old) => [...old, emptyRow])}>
          {t('dossier.field.asked.add')}
        </Button>
      </div>
    </ActionField>
  )
}

function isNamed(row: AskedPaper): boolean {
  return row.name.trim() !== ''
}
