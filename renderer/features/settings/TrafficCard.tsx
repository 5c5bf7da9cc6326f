import { Checkbox, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import type { PagePolicy } from '#renderer/data/desk.ts'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { FactList } from '#renderer/ui/FactList.tsx'
import { formatSize } from '#renderer/ui/format.ts'

const caps = [null, 2000, 1000, 500, 250]
const limitsGb = [5, 20, 50, 100]
const mbOfGb = 1000

/** How page images use the line and the disk of this PC. Text is never held back, so there is nothing to choose for it. */
export function TrafficCard() {
  const { t } = useTranslation()
  const { pages } = useDesk()
  const policy = useLive(pages.policy)
  const usage = useLive(pages.usage)
  const [problem, setProblem] = useState<unknown>(null)
  const change = (part: Partial<PagePolicy>) => {
    setProblem(null)
    pages.setPolicy({ ...policy, ...part }).catch(setProblem)
  }
  return (
    <section className="mc-card" aria-labelledby="settings-traffic">
      <h2 id="settings-traffic">{t('settings.traffic.title')}</h2>
      <FactList
        facts={[
          {
            name: t('settings.traffic.held'),
            value: t('settings.traffic.heldValue', { count: usage.pages, size: formatSize(usage.bytes) }),
          },
          { name: t('settings.traffic.unsent'), value: formatSize(usage.unsentBytes) },
        ]}
      />
      <h3 id="settings-cap">{t('settings.traffic.cap')}</h3>
      <Radio.Group
        aria-labelledby="settings-cap"
        value={policy.lineKbps}
        onChange={(event) => change({ lineKbps: caps.find((cap) => cap === event.target.value) ?? null })}
        options={caps.map((cap) => ({
          value: cap,
          label: cap === null ? t('settings.traffic.noCap') : t('settings.traffic.kbps', { cap }),
        }))}
      />
      <h3 id="settings-keep">{t('settings.traffic.keep')}</h3>
      <Radio.Group
        aria-labelledby="settings-keep"
        value={policy.keepMb / mbOfGb}
        onChange={(event) => change({ keepMb: (limitsGb.find((limit) => limit === event.target.value) ?? 20) * mbOfGb })}
        options={limitsGb.map((limit) => ({ value: limit, label: t('settings.traffic.gb', { limit }) }))}
      />
      <p className="mc-settings-note">{t('settings.traffic.keepNote')}</p>
      <Checkbox checked={policy.fetchAhead} onChange={(event) => change({ fetchAhead: event.target.checked })}>
        {t('settings.traffic.ahead')}
      </Checkbox>
      {problem !== null && <ErrorNote error={problem} />}
    </section>
  )
}
