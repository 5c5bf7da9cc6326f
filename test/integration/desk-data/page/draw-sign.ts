/**
 * A PNG that shows a text and, after its end, carries it as plain bytes too, so that a search of the disk would find it; `kilobytes` of
 * nothing make it heavy.
 */
export async function drawSign(text: string, kilobytes = 0): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(620, 877)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('no canvas')
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.fillStyle = '#102030'
  context.font = '28px sans-serif'
  context.fillText(text, 40, 80)
  const picture = await canvas.convertToBlob({ type: 'image/png' })
  return new Uint8Array(await new Blob([picture, new TextEncoder().encode(text), new Uint8Array(kilobytes * 1000)]).arrayBuffer())
}
