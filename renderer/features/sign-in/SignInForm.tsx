import { ArrowRightOutlined } from '@ant-design/icons'
import { Alert, Button, Form, Input, type InputRef } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDesk } from '#renderer/app/use-desk.ts'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { type Failed, SignInFailureNote } from './SignInFailureNote.tsx'
import { useOnline } from './use-online.ts'

type Fields = { login: string; password: string; deskName?: string }
type Attempt = { state: 'idle' | 'busy' } | { state: 'failed'; failed: Failed } | { state: 'broken'; error: unknown }

/** Login, password and, the first time on a PC, the desk's name. */
export function SignInForm({ login, needsDeskName }: { login: string; needsDeskName: boolean }) {
  const { t } = useTranslation()
  const { session } = useDesk()
  const online = useOnline()
  const [attempt, setAttempt] = useState<Attempt>({ state: 'idle' })
  const password = useRef<InputRef>(null)
  useEffect(() => {
    // A wrong password is typed again at once; focus must not be lost.
    if (attempt.state === 'failed' || login !== '') password.current?.focus({ cursor: 'all' })
  }, [attempt, login])
  const submit = async (fields: Fields) => {
    setAttempt({ state: 'busy' })
    try {
      const answer = await session.signIn({
        login: fields.login.trim(),
        password: fields.password,
        ...(needsDeskName ? { deskName: fields.deskName?.trim() ?? '' } : {}),
      })
      setAttempt(answer.ok ? { state: 'idle' } : { state: 'failed', failed: answer })
    } catch (error) {
      setAttempt({ state: 'broken', error })
    }
  }
  const needed = (message: string) => [{ required: true, whitespace: true, message }]
  return (
    <Form<Fields>
      name="sign-in"
      layout="vertical"
      requiredMark={false}
      initialValues={{ login, password: '', deskName: t('signIn.deskNameDefault') }}
      onFinish={(fields) => void submit(fields)}
    >
      {!online && (
        <Alert className="mc-sign-in-note" type="info" showIcon title={t(needsDeskName ? 'signIn.offlineNew' : 'signIn.offline')} />
      )}
      <Form.Item name="login" label={t('signIn.login')} rules={needed(t('signIn.loginNeeded'))}>
        <Input autoFocus={login === ''} autoComplete="username" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <Form.Item name="password" label={t('signIn.password')} rules={[{ required: true, message: t('signIn.passwordNeeded') }]}>
        <Input.Password ref={password} autoComplete="current-password" />
      </Form.Item>
      {needsDeskName && (
        <Form.Item name="deskName" label={t('signIn.deskName')} extra={t('signIn.deskNameHelp')} rules={needed(t('signIn.deskNameNeeded'))}>
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
      )}
      <div className="mc-sign-in-outcome" aria-live="assertive">
        {attempt.state === 'failed' && <SignInFailureNote failed={attempt.failed} />}
        {attempt.state === 'broken' && <ErrorNote error={attempt.error} />}
      </div>
      <Button
        block
        type="primary"
        size="large"
        htmlType="submit"
        icon={<ArrowRightOutlined aria-hidden="true" />}
        loading={attempt.state === 'busy'}
      >
        {t('signIn.submit')}
      </Button>
    </Form>
  )
}
