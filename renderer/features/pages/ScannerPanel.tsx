import { Alert, Button, Segmented, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BridgeFailure, Scanner, ScanOrder } from '#core/bridge/contract.ts'
import { useBridge } from '#renderer/app/use-desk.ts'
import { ImportProblem, isOfDisk } from './import-problem.ts'
import type { PageImport } from './use-page-import.ts'

type Props = { addPage: PageImport['addPage']; onClose: () => void }
type Trouble = BridgeFailure['code'] | 'no_scanner' | 'feeder_empty' | 'not_stored' | 'disk_full' | 'disk_failed'

/** Scanning: one page from the glass, or all that lies in the feeder. Each page is on disk before the next is drawn in. */
export function ScannerPanel({ addPage, onClose }: Props) {
  const { t } = useTranslation()
  const bridge = useBridge()
  const [scanners, setScanners] = useState<Scanner[] | null>(null)
  const [order, setOrder] = useState<Omit<ScanOrder, 'scanner'>>({ dpi: 200, mode: 'color', source: 'flatbed' })
  const [chosen, setChosen] = useState<string | null>(null)
  const [taken, setTaken] = useState<number | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const cancelled = useRef(false)
  const scanning = useRef(false)
  const scanner = scanners?.find((one) => one.id === chosen) ?? scanners?.[0]

  useEffect(() => {
    let stale = false
    void bridge.scan.list().then((answer) => {
      if (stale) return
      setScanners(answer.ok ? answer.value : [])
      setTrouble(answer.ok ? (answer.value.length === 0 ? 'no_scanner' : null) : answer.failure.code)
    })
    return () => {
      stale = true
      if (!scanning.current) return
      cancelled.current = true
      void bridge.scan.cancel()
    }
  }, [bridge])

  const scan = async () => {
    if (scanner === undefined) return
    cancelled.current = false
    scanning.current = true
    setTrouble(null)
    setTaken(0)
    const source = scanner.feeder ? order.source : 'flatbed'
    try {
      for (let count = 1; !cancelled.current; count++) {
        const answer = await bridge.scan.next({ ...order, source, scanner: scanner.id })
        if (!answer.ok) return setTrouble(answer.failure.code === 'cancelled' ? null : answer.failure.code)
        if (answer.value.page === null) return setTrouble(count === 1 ? 'feeder_empty' : null)
        await addPage(answer.value.page, 'scanner')
        setTaken(count)
        if (source === 'flatbed') return
      }
    } catch (error) {
      // The feeder holds the next sheet ready: it must know that nobody will fetch it.
      void bridge.scan.cancel()
      setTrouble(error instanceof ImportProblem && isOfDisk(error.code) ? error.code : 'not_stored')
    } finally {
      scanning.current = false
      setTaken(null)
    }
  }

  return (
    <section className="mc-scanner" aria-label={t('pages.scan')}>
      {scanner !== undefined && (
        <>
          <Select
            size="small"
            aria-label={t('pages.scanner')}
            value={scanner.id}
            onChange={setChosen}
            options={(scanners ?? []).map((one) => ({ value: one.id, label: one.name }))}
          />
          {scanner.feeder && (
            <Segmented
              size="small"
              aria-label={t('pages.source')}
              value={order.source}
              onChange={(source) => setOrder({ ...order, source })}
              options={(['flatbed', 'feeder'] as const).map((value) => ({ value, label: t(`pages.sourceName.${value}`) }))}
            />
          )}
          <div className="mc-actions">
            <Segmented
              size="small"
              aria-label="dpi"
              value={order.dpi}
              onChange={(dpi) => setOrder({ ...order, dpi })}
              options={([200, 300] as const).map((value) => ({ value, label: `${value} dpi` }))}
            />
            <Segmented
              size="small"
              aria-label={t('pages.mode')}
              value={order.mode}
              onChange={(mode) => setOrder({ ...order, mode })}
              options={(['color', 'gray'] as const).map((value) => ({ value, label: t(`pages.modeName.${value}`) }))}
            />
          </div>
        </>
      )}
      {trouble !== null && (
        <Alert type={trouble === 'unsupported' ? 'info' : 'warning'} showIcon title={t(`pages.scanTrouble.${trouble}`)} />
      )}
      <div className="mc-actions">
        {taken === null ? (
          <Button type="primary" size="small" disabled={scanner === undefined} onClick={() => void scan()}>
            {t('pages.scanNow')}
          </Button>
        ) : (
          <Button
            size="small"
            onClick={() => {
              cancelled.current = true
              void bridge.scan.cancel()
            }}
          >
            {t('pages.cancel')} ({t('pages.scanned', { count: taken })})
          </Button>
        )}
        <Button size="small" type="text" onClick={onClose}>
          {t('pages.close')}
        </Button>
      </div>
    </section>
  )
}
