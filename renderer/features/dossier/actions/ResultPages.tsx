import { useTranslation } from 'react-i18next'
import { PageTray } from '#renderer/features/pages/PageTray.tsx'
import { ActionField } from './ActionField.tsx'
import type { InputProps } from './FieldInput.tsx'

/** The pages of the signed result, from a file or the scanner. */
export function ResultPages({ field, draft, fault, change }: InputProps) {
  const { t } = useTranslation()
  return (
    <ActionField name="resultPages" label={t('dossier.field.resultPages')} needed={field.needed} fault={fault} group>
      <PageTray
        placements={draft.placements.filter((one) => one.purpose === 'result')}
        papers={[]}
        purpose="result"
        target={null}
        onTarget={() => undefined}
        onChange={(update) =>
          change((now) => ({
            placements: [
              ...now.placements.filter((one) => one.purpose !== 'result'),
              ...update(now.placements.filter((one) => one.purpose === 'result')),
            ],
          }))
        }
      />
    </ActionField>
  )
}
