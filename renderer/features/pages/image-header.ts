/** Width and height that a PNG or JPEG claims, read without decoding it: a small file can claim a picture of gigabytes. */
export function readImageSize(type: 'png' | 'jpeg', bytes: Uint8Array): { widthPx: number; heightPx: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return type === 'png' ? pngSize(view) : jpegSize(view)
}

function pngSize(view: DataView): { widthPx: number; heightPx: number } | null {
  return view.byteLength < 24 ? null : { widthPx: view.getUint32(16), heightPx: view.getUint32(20) }
}

function jpegSize(view: DataView): { widthPx: number; heightPx: number } | null {
  let at = 2
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) at += 1
    else if (isFrame(marker)) return { heightPx: view.getUint16(at + 5), widthPx: view.getUint16(at + 7) }
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2
    else at += 2 + view.getUint16(at + 2)
  }
  return null
}

/** SOF0–SOF15 without DHT (C4), JPG (C8) and DAC (CC). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}
