import { Button, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'

/** How far the first load of this PC is; work can begin meanwhile, and the rest can be put off. */
export function FirstLoadStrip() {
  const { t } = useTranslation()
  const { sync } = useDesk()
  const { firstLoad, loadPaused } = useLive(sync.status)
  if (firstLoad === null && !loadPaused) return null
  const percent = Math.round((firstLoad ?? 0) * 100)
  return (
    <section className="mc-card mc-first-load" aria-label={t('queue.firstLoad.label')}>
      <div className="mc-first-load-words" role="status">
        <strong>{t(loadPaused ? 'queue.firstLoad.paused' : 'queue.firstLoad.running', { percent })}</strong>
        <div className="mc-soft">{t(loadPaused ? 'queue.firstLoad.pausedText' : 'queue.firstLoad.runningText')}</div>
      </div>
      <Progress className="mc-first-load-bar" percent={percent} showInfo={false} aria-label={t('queue.firstLoad.label')} />
      {loadPaused ? (
        <Button onClick={() => void sync.resumeLoad()}>{t('queue.firstLoad.resume')}</Button>
      ) : (
        <Button onClick={() => void sync.pauseLoad()}>{t('queue.firstLoad.pause')}</Button>
      )}
    </section>
  )
}
