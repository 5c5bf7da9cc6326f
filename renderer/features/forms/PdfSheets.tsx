import { Skeleton } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { openPdf } from '#renderer/features/pages/pdf-engine.ts'

/** Pixels per PDF point: about 200 dpi, sharp on screen and on paper. */
const scale = 200 / 72

type Props = { pdf: Uint8Array; label: (page: number, pages: number) => string; onDrawn?: () => void; onFailed: (error: unknown) => void }

/** The sheets of a PDF, drawn on canvases; under `@media print` they are all that prints. */
export function PdfSheets({ pdf, label, onDrawn, onFailed }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const [pages, setPages] = useState(0)
  const latest = useRef({ label, onDrawn, onFailed })
  latest.current = { label, onDrawn, onFailed }

  useEffect(() => {
    let stopped = false
    const draw = async () => {
      const open = await openPdf(pdf)
      try {
        const total = open.document.numPages
        const canvases: HTMLCanvasElement[] = []
        for (let number = 1; number <= total && !stopped; number++) {
          const page = await open.document.getPage(number)
          const viewport = page.getViewport({ scale })
          const canvas = document.createElement('canvas')
          canvas.width = Math.round(viewport.width)
          canvas.height = Math.round(viewport.height)
          canvas.className = 'mc-sheet'
          canvas.setAttribute('role', 'img')
          canvas.setAttribute('aria-label', latest.current.label(number, total))
          await page.render({ canvas, viewport }).promise
          canvases.push(canvas)
        }
        if (stopped) return
        host.current?.replaceChildren(...canvases)
        setPages(total)
        latest.current.onDrawn?.()
      } finally {
        await open.close()
      }
    }
    draw().catch((error: unknown) => {
      if (!stopped) latest.current.onFailed(error)
    })
    return () => {
      stopped = true
    }
  }, [pdf])

  return (
    <>
      <div ref={host} className="mc-sheets" data-pages={pages} />
      {pages === 0 && <Skeleton active title={false} paragraph={{ rows: 8 }} />}
    </>
  )
}
