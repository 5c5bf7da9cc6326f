import { useEffect, useState } from 'react'
import type { PageHash } from '#core/record/ids.ts'
import { useDesk } from '#renderer/app/use-desk.ts'

export type PageImage = { url: string | null; failed: boolean }

/** An object URL of a page (or its thumbnail), given back when the component goes. */
export function usePageImage(hash: PageHash | null, size: 'full' | 'thumbnail'): PageImage {
  const desk = useDesk()
  const [image, setImage] = useState<PageImage>({ url: null, failed: false })

  useEffect(() => {
    let url: string | null = null
    let stale = false
    setImage({ url: null, failed: false })
    if (hash === null) return
    const blob = size === 'full' ? desk.pages.open(hash) : desk.pages.thumbnail(hash)
    blob.then(
      (bytes) => {
        if (stale) return
        url = URL.createObjectURL(bytes)
        setImage({ url, failed: false })
      },
      () => !stale && setImage({ url: null, failed: true }),
    )
    return () => {
      stale = true
      if (url !== null) URL.revokeObjectURL(url)
    }
  }, [desk, hash, size])

  return image
}
