import { CheckCircleOutlined, ClockCircleOutlined, CloseCircleFilled, SaveOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { LockedWork } from '#renderer/data/desk.ts'
import { DossierCode } from '#renderer/ui/DossierCode.tsx'
import { InstantText } from '#renderer/ui/InstantText.tsx'
import { Tag, type Tone } from '#renderer/ui/Tag.tsx'
import '#renderer/ui/plain-table.css'

const looks: Record<LockedWork['state'], { tone: Tone; icon: ReactNode }> = {
  here: { tone: 'neutral', icon: <SaveOutlined aria-hidden="true" /> },
  waiting: { tone: 'blue', icon: <ClockCircleOutlined aria-hidden="true" /> },
  accepted: { tone: 'green', icon: <CheckCircleOutlined aria-hidden="true" /> },
  refused: { tone: 'red', icon: <CloseCircleFilled aria-hidden="true" /> },
}

/** Every dossier with work that had not been sent. No citizen stands in it: nobody has signed in. */
export function LockedWorks({ works }: { works: LockedWork[] }) {
  const { t } = useTranslation()
  return (
    <div className="mc-table-scroll">
      <table className="mc-plain-table" aria-label={t('signIn.locked.list')}>
        <thead>
          <tr>
            <th scope="col">{t('signIn.locked.column.code')}</th>
            <th scope="col">{t('signIn.locked.column.author')}</th>
            <th scope="col">{t('signIn.locked.column.since')}</th>
            <th scope="col" className="mc-number">
              {t('signIn.locked.column.pages')}
            </th>
            <th scope="col">{t('signIn.locked.column.state')}</th>
          </tr>
        </thead>
        <tbody>
          {works.map((work) => (
            <tr key={work.dossierId}>
              <td>
                <DossierCode code={work.code} />
              </td>
              <td>{work.authorName}</td>
              <td>
                <InstantText at={work.since} brief />
              </td>
              <td className="mc-number">{work.pages}</td>
              <td>
                <WorkState work={work} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function WorkState({ work: { state, decided } }: { work: LockedWork }) {
  const { t } = useTranslation()
  return (
    <>
      <Tag {...looks[state]} plain>
        {t(`signIn.locked.state.${state}`)}
      </Tag>
      {decided !== null && (
        <p className="mc-soft">
          {t('signIn.locked.decided', { name: decided.byName, reason: decided.reason })} (<InstantText at={decided.at} brief />)
        </p>
      )}
    </>
  )
}
