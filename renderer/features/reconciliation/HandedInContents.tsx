import { Skeleton } from 'antd'
import type { TFunction } from 'i18next'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isDossier } from '#core/dossier/is-dossier.ts'
import type { HandedInWork } from '#core/reconciliation/handed-in-work.ts'
import { type ChangedField, listChanges } from '#core/reconciliation/list-changes.ts'
import { readField } from '#core/sync/field-path.ts'
import { CentreErrorNote } from '#renderer/app/CentreErrorNote.tsx'
import { useDesk } from '#renderer/app/use-desk.ts'
import { FactList } from '#renderer/ui/FactList.tsx'
import { InstantText } from '#renderer/ui/InstantText.tsx'
import { Differences } from './Differences.tsx'
import { describeValue, labelOf } from './field-words.ts'
import { markDifferences } from './mark-differences.ts'
import { readStory } from './step-story.ts'

/** What of a dossier that the centre has never had says whether it is real. */
const telling = ['applicant.name', 'applicant.personalId', 'applicant.birthDate', 'applicant.address', 'dueAt']

/** What was handed in: the fields that it changes or, of a new dossier, what it says; and the acts that come with it. */
export function HandedInContents({ id }: { id: string }) {
  const { t } = useTranslation()
  const { reconciliation } = useDesk()
  const [work, setWork] = useState<HandedInWork | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [turn, setTurn] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a turn is a wish to ask the same again
  useEffect(() => {
    let left = false
    setError(null)
    reconciliation.readHandedIn(id).then(
      (read) => left || setWork(read),
      (cause: unknown) => left || setError(cause),
    )
    return () => {
      left = true
    }
  }, [reconciliation, id, turn])
  if (error !== null) return <CentreErrorNote error={error} again={() => setTurn(turn + 1)} />
  if (work === null) return <Skeleton active title={false} paragraph={{ rows: 4 }} />
  return (
    <section className="mc-handed-in" aria-label={t('reconciliation.judge.contents')}>
      {work.base === null ? <NewDossier mine={work.mine} /> : <Changes base={work.base} mine={work.mine} />}
      <Acts events={work.events} />
    </section>
  )
}

function NewDossier({ mine }: Pick<HandedInWork, 'mine'>) {
  const { t } = useTranslation()
  const fact = (path: string, at = path) => ({ name: labelOf(t, path), value: describeValue(t, at, readField(mine, at)) })
  return (
    <>
      <h3>{t('reconciliation.judge.newDossier')}</h3>
      <FactList facts={[fact('procedure', 'procedure.name'), ...telling.map((path) => fact(path))]} />
    </>
  )
}

function Changes({ base, mine }: { base: HandedInWork['mine']; mine: HandedInWork['mine'] }) {
  const { t } = useTranslation()
  const dossier = isDossier(mine) ? mine : undefined
  const changes = listChanges({ base, mine })
  if (changes.length === 0) return <p className="mc-soft">{t('reconciliation.judge.noChanges')}</p>
  return (
    <table className="mc-case-table">
      <thead>
        <tr>
          <th scope="col">{t('reconciliation.case.column.field')}</th>
          <th scope="col">{t('reconciliation.judge.before')}</th>
          <th scope="col">{t('reconciliation.judge.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((one) => {
          const marked = markDifferences(sayValue(t, one.path, one.base), sayValue(t, one.path, one.mine))
          return (
            <tr key={one.path}>
              <th scope="row">{labelOf(t, one.path, dossier)}</th>
              <td>
                <Differences parts={marked.left} />
              </td>
              <td>
                <Differences parts={marked.right} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** A value in words; of a step, where it left the dossier and why. */
function sayValue(t: TFunction, path: string, value: ChangedField['mine']): string {
  const story = path === 'step' ? readStory(value) : null
  if (story === null) return describeValue(t, path, value)
  const place = story.stage === null ? t(`ui.status.${story.status}`) : t(`ui.stage.${story.stage}`)
  return [place, story.holder, story.why].filter((part) => part !== '').join(' · ')
}

function Acts({ events }: Pick<HandedInWork, 'events'>) {
  const { t } = useTranslation()
  if (events.length === 0) return null
  return (
    <>
      <h3>{t('reconciliation.judge.acts')}</h3>
      <ul className="mc-handed-in-acts">
        {events.map(({ id, type, at, authorName }) => (
          <li key={id}>
            <InstantText at={at} brief /> {t(`dossier.event.${type}`)} <span className="mc-soft">{authorName}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
