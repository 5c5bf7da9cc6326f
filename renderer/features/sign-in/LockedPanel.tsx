import { LockOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { LockedDesk, LockedWork } from '#renderer/data/desk.ts'
import { InstantText } from '#renderer/ui/InstantText.tsx'
import { countLockedWorks } from './count-locked-works.ts'
import { LockedWorks } from './LockedWorks.tsx'
import './locked.css'

/** A desk that the centre has revoked: what is safe, what it had not sent, what became of that, and what to do. */
export function LockedPanel({ locked: { since, works } }: { locked: LockedDesk }) {
  const { t } = useTranslation()
  const counts = new Map(countLockedWorks(works))
  const all = { count: works.length, pages: works.reduce((sum, { pages }) => sum + pages, 0) }
  return (
    <section className="mc-locked" aria-labelledby="locked-title">
      <header>
        <h2 id="locked-title">
          <LockOutlined aria-hidden="true" /> {t('signIn.locked.title')}
        </h2>
        <p className="mc-soft">
          {t('signIn.locked.since')} <InstantText at={since} />. {t('signIn.locked.closed')}
        </p>
      </header>
      <p className="mc-locked-safe">{t(`signIn.locked.safe.${works.length === 0 ? 'nothing' : isOpen(counts) ? 'open' : 'decided'}`)}</p>
      {works.length > 0 && (
        <>
          <p role="status">
            <strong>{t('signIn.locked.total', all)}</strong>{' '}
            {[...counts].map(([state, count]) => t(`signIn.locked.count.${state}`, { count })).join(' · ')}
          </p>
          <LockedWorks works={works} />
        </>
      )}
      <WhatToDo counts={counts} />
    </section>
  )
}

type Counts = Map<LockedWork['state'], number>

/** Whether anything still waits for somebody. */
const isOpen = (counts: Counts): boolean => counts.has('here') || counts.has('waiting')

function WhatToDo({ counts }: { counts: Counts }) {
  const { t } = useTranslation()
  const here = counts.get('here')
  return (
    <div>
      <h3>{t('signIn.locked.todo.title')}</h3>
      <ul className="mc-locked-todo">
        <li>{t(isOpen(counts) ? 'signIn.locked.todo.call' : 'signIn.locked.todo.ask')}</li>
        {here !== undefined && <li>{t('signIn.locked.todo.handIn', { count: here })}</li>}
        {counts.has('waiting') && <li>{t('signIn.locked.todo.wait')}</li>}
        {counts.has('refused') && <li>{t('signIn.locked.todo.refused')}</li>}
        {isOpen(counts) && <li>{t('signIn.locked.todo.keep')}</li>}
      </ul>
    </div>
  )
}
