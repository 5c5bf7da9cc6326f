/** A PNG that shows a text: a page image of its own for every text. */
export async function signBytes(text: string): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(620, 877)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('no canvas')
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.fillStyle = '#102030'
  context.font = '28px sans-serif'
  context.fillText(text, 40, 80)
  return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())
}
