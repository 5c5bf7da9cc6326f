import { Alert } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { DeskFailure } from '#renderer/data/desk-failure.ts'
import { describeError, type ErrorStory } from './describe-error.ts'

type Props = { error: unknown; action?: ReactNode } | (Omit<ErrorStory, 'detail'> & { detail?: string; action?: ReactNode })

/** What happened, what is safe, what to do, in that order; codes behind "chi tiết". Takes a thrown value or the words. */
export function ErrorNote(props: Props) {
  const { t } = useTranslation()
  const story = 'error' in props ? describeError(t, props.error) : props
  // Nothing is wrong where a line comes and goes; red is for what a person must put right.
  const isWait = 'error' in props && props.error instanceof DeskFailure && props.error.code === 'province_unreachable'
  return (
    <Alert
      type={isWait ? 'warning' : 'error'}
      showIcon
      role="alert"
      title={story.what}
      action={props.action}
      description={
        <div className="mc-error-body">
          <p>{story.safe}</p>
          <p>{story.todo}</p>
          {story.detail !== undefined && story.detail !== '' && (
            <details>
              <summary>{t('ui.error.detail')}</summary>
              <code>{story.detail}</code>
            </details>
          )}
        </div>
      }
    />
  )
}
