import { ImportProblem, limits } from './import-problem.ts'

/** A drawn page as bytes: PNG where it stays small (text, line art), JPEG for photographs. */
export async function encodeCanvas(canvas: OffscreenCanvas): Promise<Uint8Array> {
  const png = await canvas.convertToBlob({ type: 'image/png' })
  const preferred = png.size > 1_500_000 ? await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.88 }) : png
  if (preferred.size > limits.pageBytes) throw new ImportProblem('page_too_large')
  return new Uint8Array(await preferred.arrayBuffer())
}
