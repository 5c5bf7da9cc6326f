import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const magic = Buffer.from('MCSEAL1\n')
const saltBytes = 16
const tagBytes = 16
const pieceBytes = 64 * 1024

/** A sealed stream that was cut, changed, or is not the one that its name says. */
export class SealBroken extends Error {
  constructor(name: string) {
    super(`${name}: the file was damaged, cut short, or sealed with another key`)
    this.name = 'SealBroken'
  }
}

/**
 * Seals a stream in pieces of 64 KiB with AES-256-GCM (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015): each piece is
 * judged before it is used, and none can be taken away, changed places or put behind the last one unnoticed. The key of a file is derived from
 * `key`, a fresh salt and `name`, so that no file passes for another.
 *
 * @param key 32 bytes
 */
export async function* sealStream(source: AsyncIterable<Buffer>, key: Buffer, name: string): AsyncGenerator<Buffer> {
  const salt = randomBytes(saltBytes)
  const fileKey = keyOf(key, salt, name)
  yield Buffer.concat([magic, salt])
  let index = 0
  for await (const { piece, isLast } of inPieces(source, pieceBytes)) {
    const cipher = createCipheriv('aes-256-gcm', fileKey, nonceOf(index++, isLast))
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()])
  }
}

/** Opens what {@link sealStream} sealed; throws {@link SealBroken} before it yields anything that is not as it was. */
export async function* unsealStream(source: AsyncIterable<Buffer>, key: Buffer, name: string): AsyncGenerator<Buffer> {
  let fileKey: Buffer | undefined
  let index = 0
  for await (const { piece, isLast } of inPieces(
    afterHead(source, (salt) => (fileKey = keyOf(key, salt, name)), name),
    sealedBytes,
  )) {
    if (fileKey === undefined || piece.length < tagBytes) throw new SealBroken(name)
    const decipher = createDecipheriv('aes-256-gcm', fileKey, nonceOf(index++, isLast))
    decipher.setAuthTag(piece.subarray(piece.length - tagBytes))
    yield open(() => Buffer.concat([decipher.update(piece.subarray(0, piece.length - tagBytes)), decipher.final()]), name)
  }
}

const sealedBytes = pieceBytes + tagBytes

function open(act: () => Buffer, name: string): Buffer {
  try {
    return act()
  } catch {
    throw new SealBroken(name)
  }
}

async function* afterHead(source: AsyncIterable<Buffer>, found: (salt: Buffer) => void, name: string): AsyncGenerator<Buffer> {
  let head = Buffer.alloc(0)
  let isRead = false
  for await (const chunk of source) {
    if (isRead) {
      yield chunk
      continue
    }
    head = Buffer.concat([head, chunk])
    const end = magic.length + saltBytes
    if (head.length < end) continue
    if (!head.subarray(0, magic.length).equals(magic)) throw new SealBroken(name)
    found(head.subarray(magic.length, end))
    isRead = true
    yield head.subarray(end)
  }
  if (!isRead) throw new SealBroken(name)
}

/** Pieces of exactly `size` bytes and a last one, which may be shorter or empty. */
async function* inPieces(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<{ piece: Buffer; isLast: boolean }> {
  let held: Buffer[] = []
  let length = 0
  for await (const chunk of source) {
    held.push(chunk)
    length += chunk.length
    if (length <= size) continue
    const all = Buffer.concat(held)
    let from = 0
    // What fills a piece exactly waits: whether it is the last one is not known yet.
    for (; all.length - from > size; from += size) yield { piece: all.subarray(from, from + size), isLast: false }
    held = [all.subarray(from)]
    length = all.length - from
  }
  yield { piece: Buffer.concat(held), isLast: true }
}

const keyOf = (key: Buffer, salt: Buffer, name: string): Buffer => Buffer.from(hkdfSync('sha256', key, salt, `mot-cua-seal ${name}`, 32))

/** Eleven bytes of the piece's number and one that says whether it is the last. */
function nonceOf(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(index, 5, 6)
  nonce.writeUInt8(isLast ? 1 : 0, 11)
  return nonce
}
