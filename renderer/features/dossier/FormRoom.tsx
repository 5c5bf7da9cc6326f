import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Dossier } from '#core/dossier/dossier.ts'
import { FormPreview } from '#renderer/features/forms/FormPreview.tsx'
import type { FormNumber } from '#renderer/features/forms/form-template.ts'
import { KeyHint } from '#renderer/ui/KeyHint.tsx'
import { useShortcut } from '#renderer/ui/use-shortcut.ts'

/** A form to look at and print, in the place of the pages. */
export function FormRoom({ form, dossier, onClose }: { form: FormNumber; dossier: Dossier; onClose: () => void }) {
  const { t } = useTranslation()
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const before = document.activeElement
    title.current?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  useShortcut('Escape', t('ui.close'), onClose)
  return (
    <section className="mc-card mc-form-room" aria-labelledby="form-title">
      <div className="mc-card-head">
        <h2 id="form-title" ref={title} tabIndex={-1}>
          {t('dossier.actions.printing', { form })}
        </h2>
        <Button size="small" icon={<CloseOutlined aria-hidden="true" />} onClick={onClose}>
          {t('ui.close')} <KeyHint keys="Esc" />
        </Button>
      </div>
      <FormPreview key={form} form={form} dossier={dossier} />
    </section>
  )
}
