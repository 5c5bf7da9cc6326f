import { z } from 'zod'
import type { CentreClient } from '../centre/centre-client.ts'

const Notice = z.object({ db: z.string() })

export type NoticeListener = {
  /** The database that changed, or null where anything may have: the stream has just (re)opened, the PC is back on a network. */
  changed(database: string | null): void
  /** The stream broke; the line may be down. */
  broken(): void
}

const reopenMs = 30_000

/** Listens for change notices. The browser opens a broken stream again by itself. */
export function watchNotices(centre: CentreClient, listener: NoticeListener): { live(): boolean; stop(): void } {
  let stopped = false
  let reopen: ReturnType<typeof setTimeout> | undefined
  const open = (): EventSource => {
    const source = centre.changes()
    source.addEventListener('open', () => listener.changed(null))
    source.addEventListener('change', (event) => {
      const database = readNotice(event)
      if (database !== undefined) listener.changed(database)
    })
    source.addEventListener('error', () => {
      if (stopped) return
      listener.broken()
      if (source.readyState !== EventSource.CLOSED) return
      // Answered with an error (a captive portal, 401) the stream is closed for good; polling goes on meanwhile.
      clearTimeout(reopen)
      reopen = setTimeout(() => {
        stream = open()
      }, reopenMs)
    })
    return source
  }
  let stream = open()
  const back = () => listener.changed(null)
  window.addEventListener('online', back)
  return {
    live: () => stream.readyState === EventSource.OPEN,
    stop() {
      stopped = true
      clearTimeout(reopen)
      window.removeEventListener('online', back)
      stream.close()
    },
  }
}

function readNotice(event: MessageEvent<unknown>): string | undefined {
  try {
    return Notice.parse(JSON.parse(String(event.data))).db
  } catch {
    return undefined
  }
}
