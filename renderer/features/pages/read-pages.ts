import { readImageSize } from './image-header.ts'
import { ImportProblem, limits } from './import-problem.ts'
import { readPdfPages } from './read-pdf-pages.ts'
import { readTiffPages } from './read-tiff-pages.ts'
import { claimedType, sniffFile } from './sniff-file.ts'

/** One page of a file as PNG or JPEG bytes; `total` as soon as the file has told. */
export type FilePage = { bytes: Uint8Array; number: number; total: number }

/**
 * The pages of a file, one at a time: the next is made only when it is asked for, so each can be on disk before.
 * @throws ImportProblem with the reason; pages already given out stay good
 */
export async function* readPages(file: File): AsyncGenerator<FilePage> {
  if (file.size === 0) throw new ImportProblem('empty')
  if (file.size > limits.fileBytes) throw new ImportProblem('too_large')
  const bytes = new Uint8Array(await file.arrayBuffer())
  const type = sniffFile(bytes)
  const claimed = claimedType(file.name)
  if (type === null) throw new ImportProblem(claimed === null ? 'unknown_type' : 'lies')
  if (type === 'pdf') return yield* readPdfPages(bytes)
  if (type === 'tiff') return yield* readTiffPages(bytes)
  await assertSoundImage(type, bytes)
  yield { bytes, number: 1, total: 1 }
}

/** A page image that is small enough and can really be decoded to its end. */
export async function assertSoundImage(type: 'png' | 'jpeg', bytes: Uint8Array): Promise<void> {
  if (bytes.byteLength > limits.pageBytes) throw new ImportProblem('page_too_large')
  const size = readImageSize(type, bytes)
  if (size === null || size.widthPx === 0 || size.heightPx === 0) throw new ImportProblem('torn_image')
  if (size.widthPx * size.heightPx > limits.pixels) throw new ImportProblem('too_many_pixels')
  try {
    const bitmap = await createImageBitmap(new Blob([bytes.slice()], { type: `image/${type}` }))
    bitmap.close()
  } catch (cause) {
    throw new ImportProblem('torn_image', cause)
  }
}
