import { FileAddOutlined, ScanOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Paper } from '#core/dossier/dossier.ts'
import { KeyHint } from '#renderer/ui/KeyHint.tsx'
import { useShortcut } from '#renderer/ui/use-shortcut.ts'
import { ScannerPanel } from './ScannerPanel.tsx'
import type { PageImport } from './use-page-import.ts'

type Props = {
  papers: readonly Pick<Paper, 'paperId' | 'name'>[]
  target: string | null
  onTarget: (paperId: string | null) => void
  pageImport: PageImport
}

const unsorted = ''

/** Where pages come from: files (also dropped anywhere on the tray) and the scanner; and which paper they go to. */
export function PageSources({ papers, target, onTarget, pageImport }: Props) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const [scanning, setScanning] = useState(false)
  useShortcut('Ctrl+O', t('pages.addFiles'), () => input.current?.click())
  return (
    <div className="mc-page-sources">
      <div className="mc-actions">
        <Button icon={<FileAddOutlined aria-hidden="true" />} onClick={() => input.current?.click()} aria-keyshortcuts="Control+O">
          {t('pages.addFiles')} <KeyHint keys="Ctrl+O" />
        </Button>
        <Button icon={<ScanOutlined aria-hidden="true" />} onClick={() => setScanning((old) => !old)} aria-expanded={scanning}>
          {t('pages.scan')}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          multiple
          data-testid="page-files"
          aria-label={t('pages.addFiles')}
          accept=".png,.jpg,.jpeg,.pdf,.tif,.tiff"
          onChange={(event) => {
            const files = [...(event.target.files ?? [])]
            // The same file may be chosen again after it was deleted.
            event.target.value = ''
            void pageImport.addFiles(files)
          }}
        />
      </div>
      {papers.length > 0 && (
        <div className="mc-page-target">
          <span className="mc-soft">{t('pages.target')}</span>
          <Select
            size="small"
            aria-label={t('pages.target')}
            value={target ?? unsorted}
            onChange={(paperId) => onTarget(paperId === unsorted ? null : paperId)}
            options={[
              { value: unsorted, label: t('pages.unsorted') },
              ...papers.map((paper) => ({ value: paper.paperId, label: paper.name })),
            ]}
          />
        </div>
      )}
      {scanning && <ScannerPanel addPage={pageImport.addPage} onClose={() => setScanning(false)} />}
    </div>
  )
}
