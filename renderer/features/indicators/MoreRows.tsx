import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { formatCount } from './format-figures.ts'
import type { Pages } from './use-pages.ts'

type Props = { pages: Pick<Pages<unknown, unknown>, 'rows' | 'hasMore' | 'asking' | 'more'>; total: number }

/** How much of a long list the screen has, and a button for what goes on; nothing where it has all. */
export function MoreRows({ pages, total }: Props) {
  const { t } = useTranslation()
  if (!pages.hasMore) return null
  return (
    <div className="mc-actions mc-more-rows">
      <Button loading={pages.asking} onClick={pages.more}>
        {t('indicators.list.more')}
      </Button>
      <span className="mc-soft" role="status">
        {t('indicators.list.shown', { count: formatCount(pages.rows.length), total: formatCount(total) })}
      </span>
    </div>
  )
}
