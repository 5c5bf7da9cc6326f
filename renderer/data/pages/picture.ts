import type { Placement } from '#core/dossier/dossier.ts'
import { DeskFailure } from '../desk-failure.ts'

export type Picture = Pick<Placement, 'mediaType' | 'widthPx' | 'heightPx'> & { thumbnail: Uint8Array<ArrayBuffer> }

const thumbnailPx = 320
const largestBytes = 64 * 1024 * 1024

/** What an image is, by its bytes and never by its name, and a small picture of it. */
export async function readPicture(bytes: Uint8Array<ArrayBuffer>): Promise<Picture> {
  if (bytes.length > largestBytes) throw new DeskFailure('page_too_large')
  const mediaType = findMediaType(bytes)
  if (mediaType === undefined) throw new DeskFailure('page_unreadable')
  const bitmap = await createImageBitmap(new Blob([bytes], { type: mediaType })).catch((cause: unknown) => {
    throw new DeskFailure('page_unreadable', cause)
  })
  try {
    return { mediaType, widthPx: bitmap.width, heightPx: bitmap.height, thumbnail: await drawThumbnail(bitmap) }
  } finally {
    bitmap.close()
  }
}

function findMediaType(bytes: Uint8Array): Placement['mediaType'] | undefined {
  const startsWith = (...signs: number[]) => signs.every((sign, index) => bytes[index] === sign)
  if (startsWith(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  return startsWith(0xff, 0xd8, 0xff) ? 'image/jpeg' : undefined
}

async function drawThumbnail(bitmap: ImageBitmap): Promise<Uint8Array<ArrayBuffer>> {
  const scale = Math.min(1, thumbnailPx / Math.max(bitmap.width, bitmap.height))
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale)))
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 })
  return new Uint8Array(await blob.arrayBuffer())
}
