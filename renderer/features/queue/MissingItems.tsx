import { DollarOutlined, FileTextOutlined, PictureOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { DossierRow } from '#renderer/data/desk.ts'
import { formatMoney } from '#renderer/ui/format.ts'

/** What a dossier still lacks: papers, money, pages that the centre does not hold. */
export function MissingItems({ row }: { row: Pick<DossierRow, 'missingPapers' | 'owedVnd' | 'pagesUnsent'> }) {
  const { t } = useTranslation()
  const items = [
    row.missingPapers > 0 && {
      icon: <FileTextOutlined aria-hidden="true" />,
      text: String(row.missingPapers),
      say: t('queue.missing.papers', { count: row.missingPapers }),
    },
    row.owedVnd > 0 && {
      icon: <DollarOutlined aria-hidden="true" />,
      text: formatMoney(row.owedVnd),
      say: t('queue.missing.money', { amount: formatMoney(row.owedVnd) }),
    },
    row.pagesUnsent > 0 && {
      icon: <PictureOutlined aria-hidden="true" />,
      text: String(row.pagesUnsent),
      say: t('queue.missing.pages', { count: row.pagesUnsent }),
    },
  ].filter((item) => item !== false)
  if (items.length === 0) return <span className="mc-soft">{t('queue.missing.none')}</span>
  return (
    <span className="mc-row-missing">
      {items.map((item) => (
        <span key={item.say} title={item.say}>
          <span aria-hidden="true">
            {item.icon} {item.text}
          </span>
          <span className="mc-hidden">{item.say}</span>
        </span>
      ))}
    </span>
  )
}
