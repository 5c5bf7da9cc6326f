import { PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { DayClose } from '#core/day-close/day-close.ts'
import type { SyncMark } from '#core/sync/mark.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { formatDay } from '#renderer/ui/format.ts'
import { InstantText } from '#renderer/ui/InstantText.tsx'
import { Money } from '#renderer/ui/Money.tsx'
import { SyncTag } from '#renderer/ui/SyncTag.tsx'
import '#renderer/ui/plain-table.css'

const columns = ['day', 'at', 'desk', 'by', 'received', 'money', 'state'] as const

/** The closes of this desk and of the agency's others, newest first. */
export function CloseList({ onShow }: { onShow(close: DayClose): void }) {
  const { t } = useTranslation()
  const closes = useLive(useDesk().dayClose.list)
  return (
    <section className="mc-card" aria-labelledby="close-list">
      <h2 id="close-list">{t('dayClose.list.title')}</h2>
      {closes.length === 0 ? (
        <p className="mc-soft">
          {t('dayClose.list.empty')}. {t('dayClose.list.emptyText')}
        </p>
      ) : (
        <div className="mc-table-scroll">
          <table className="mc-plain-table" aria-labelledby="close-list">
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col" className={column === 'received' || column === 'money' ? 'mc-number' : undefined}>
                    {t(`dayClose.list.${column}`)}
                  </th>
                ))}
                <th scope="col">
                  <span className="mc-hidden">{t('dayClose.list.print')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {closes.map(({ close, mark }) => (
                <CloseRow key={close.id} close={close} mark={mark} onShow={onShow} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

type RowProps = { close: DayClose; mark: SyncMark; onShow(close: DayClose): void }

function CloseRow({ close, mark, onShow }: RowProps) {
  const { t } = useTranslation()
  const all = [close.figures, ...close.late]
  const netVnd = all.reduce((sum, one) => sum + one.collectedVnd - one.refundedVnd, 0)
  const day = formatDay(close.day)
  return (
    <tr>
      <td>{day}</td>
      <td>
        <InstantText at={close.at} />
      </td>
      <td>{close.deskName}</td>
      <td>{close.authorName}</td>
      <td className="mc-number">{all.reduce((sum, one) => sum + one.received, 0)}</td>
      <td className="mc-number">
        <Money vnd={netVnd} />
      </td>
      <td>
        <SyncTag state={mark.state} at={mark.at} plain />
      </td>
      <td>
        <Button
          size="small"
          icon={<PrinterOutlined aria-hidden="true" />}
          aria-label={t('dayClose.list.printOf', { day, desk: close.deskName })}
          onClick={() => onShow(close)}
        >
          {t('dayClose.list.print')}
        </Button>
      </td>
    </tr>
  )
}
