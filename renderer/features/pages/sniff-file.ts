export type SniffedType = 'png' | 'jpeg' | 'pdf' | 'tiff'

const signatures: [SniffedType, number[]][] = [
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['tiff', [0x4d, 0x4d, 0x00, 0x2a]],
]

/** What a file really is, by its first bytes; the name and the type it claims are not believed. */
export function sniffFile(bytes: Uint8Array): SniffedType | null {
  const found = signatures.find(([, signature]) => signature.every((byte, at) => bytes[at] === byte))
  if (found !== undefined) return found[0]
  // A PDF may carry up to 1024 bytes of other things before its header.
  return new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-') ? 'pdf' : null
}

const names: Record<string, SniffedType> = { png: 'png', jpg: 'jpeg', jpeg: 'jpeg', jfif: 'jpeg', pdf: 'pdf', tif: 'tiff', tiff: 'tiff' }

/** What a file's name says it is; null where the name says nothing we know. */
export function claimedType(name: string): SniffedType | null {
  return names[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? null
}
