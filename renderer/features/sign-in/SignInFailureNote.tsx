import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import type { SignInFailure } from '#renderer/data/desk.ts'

export type Failed = { failure: SignInFailure; retryAfterSeconds?: number }

/** Why the door stayed shut, and what opens it. */
export function SignInFailureNote({ failed }: { failed: Failed }) {
  const { t } = useTranslation()
  const minutes = Math.max(1, Math.ceil((failed.retryAfterSeconds ?? 60) / 60))
  return (
    <Alert
      className="mc-sign-in-note"
      type={failed.failure === 'unreachable' || failed.failure === 'locked_out' ? 'warning' : 'error'}
      showIcon
      title={t(`signIn.failure.${failed.failure}`)}
      description={t(`signIn.todo.${failed.failure}`, { minutes })}
    />
  )
}
